using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// An address of each page that carries all it can, and what must be seen there: of the bundled recording, whose
/// processes and times are always the same.
/// </summary>
internal static class DemoPages
{
    public const string Make = "32038-5552481206505";

    /// <summary>The first of three processes with this number, and a moment in its life.</summary>
    private const string Reused = "32067";
    private const string FirstLife = "32067-5552622417259";
    private const string InFirstLife = "2026-11-22T18:34:15.1573Z";

    private static readonly Dictionary<string, (string Address, Func<BrowserSession, Task> Show)> All = new()
    {
        ["tree"] = ($"/?q=comm:cc1&sel={Make}&zoom={Make}&by=parent&storms=open&keep=30&span=all&only=1&follow=1&tz=utc", async browser =>
        {
            await Expect(browser.Get("tree-row")).ToHaveCountAsync(3);
            await Expect(browser.Get("zoom-path")).ToContainTextAsync("make 32038");
            await Expect(browser.Get("lineage")).ToHaveValueAsync("parent");
            await Expect(browser.Get("fold-storms")).Not.ToBeCheckedAsync();
            await Expect(browser.Get("follow")).ToBeCheckedAsync();
            await Expect(browser.Page.GetByLabel("Matches only")).ToBeCheckedAsync();
            await Expect(browser.Page.GetByLabel("Exited rows stay")).ToHaveValueAsync("30");
            await Expect(browser.Page.GetByLabel("Bars show")).ToHaveValueAsync("all");
            await Selected(browser, "comm:cc1");
        }),
        ["process"] = ($"/process/{Make}?q=comm:cc1&tz=utc", async browser =>
        {
            await Expect(browser.Get("details")).ToHaveAttributeAsync("data-process-id", Make);
            await Expect(browser.Get("details")).ToContainTextAsync("18:34:15.0");
            await Expect(browser.Get("filter-input")).ToHaveValueAsync("comm:cc1");
        }),
        ["events"] = ($"/events?q=comm:cc1&raw=1&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("event-row").First).ToContainTextAsync("18:34:15");
            await Expect(browser.Page.GetByLabel("Raw")).ToBeCheckedAsync();
            await Selected(browser, "comm:cc1");
        }),
        ["errors"] = ($"/errors?q=errno:ENOENT&from=2026-11-22T18:34:15Z&to=2026-11-22T18:34:16Z&span=all&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("errno")).ToHaveAttributeAsync("data-errno", "ENOENT");
            await Expect(browser.Get("errors-head")).ToContainTextAsync(" from ");
            await Expect(browser.Get("range-from")).ToHaveValueAsync(new Regex(":34:15"));
            await Expect(browser.Get("range-to")).ToHaveValueAsync(new Regex(":34:16"));
            await Expect(browser.Get("standouts")).ToBeVisibleAsync();
            await Expect(browser.Get("errors-table")).ToContainTextAsync("18:34:15.1");
            await Selected(browser, "errno:ENOENT");
        }),
        ["pid"] = ($"/pids?q=comm:cc1&pid={Reused}&at={InFirstLife}&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("pid-input")).ToHaveValueAsync(Reused);
            await Expect(browser.Get("pid-answer")).ToHaveTextAsync($"{Reused} was 3 different processes: pid_reuse.");
            await Expect(browser.Get("moment-answer")).ToContainTextAsync($"{Reused} was pid_reuse (life 1 of 3)");
            await Expect(browser.Get("life").First).ToContainTextAsync("18:34:15.157");
            await Selected(browser, "comm:cc1");
        }),
        ["pids"] = ($"/pids?q=is:recycled&at={InFirstLife}&sel={Make}", async browser =>
        {
            await Expect(browser.Get("lane")).ToHaveAttributeAsync("data-pid", Reused);
            await Expect(browser.Page.Locator(".lane-life.at")).ToHaveAttributeAsync("href", new Regex($"sel={FirstLife}"));
            await Expect(browser.Page.Locator(".preset[aria-current]")).ToContainTextAsync("Reused");
            await Selected(browser, "is:recycled");
        }),
        ["timeline"] = ($"/timeline?q=comm:cc1&from=2026-11-22T18:34:15Z&to=2026-11-22T18:34:15.4Z&group=comm&zoom={Make}&path={Make}&quiet=1&charts=0&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("timeline-group")).ToHaveCountAsync(1);
            await Expect(browser.Get("timeline-group-by")).ToHaveValueAsync("comm");
            await Expect(browser.Get("timeline-range")).ToContainTextAsync("18:34:15.000, for 400");
            await Expect(browser.Get("timeline-zoom")).ToContainTextAsync("Only make and below");
            await Expect(browser.Get("timeline-path")).ToContainTextAsync("make took");
            await Expect(browser.Page.GetByLabel("Quiet ones too")).ToBeCheckedAsync();
            await Expect(browser.Page.GetByLabel("Charts")).Not.ToBeCheckedAsync();
            await Expect(browser.Get("timeline").GetByText(" UTC")).ToBeVisibleAsync();
            await Expect(browser.Page.Locator(".js-plotly-plot")).ToHaveCountAsync(0);
            await Selected(browser, "comm:cc1");
        }),
        ["tracepoints"] = ($"/tracepoints?q=comm:cc1&tp=sched:sched_process_fork&sel={Make}", async browser =>
        {
            await Expect(browser.Get("empty")).ToContainTextAsync("This is a recording");
            await Selected(browser, "comm:cc1");
        }),
        ["learn"] = ($"/learn/zombies?q=comm:cc1&sel={Make}", async browser =>
        {
            await Expect(browser.Get("predict-first")).ToBeVisibleAsync();
            await Selected(browser, "comm:cc1");
        }),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static string AddressOf(string page) => All[page].Address;

    /// <summary>Waits until a browser shows all that the address of a page says.</summary>
    public static async Task Shows(BrowserSession browser, string page)
    {
        await All[page].Show(browser);
        var shown = Uri.UnescapeDataString(new Uri(browser.Page.Url).PathAndQuery);
        Xunit.Assert.Equal(All[page].Address, shown);
    }

    private static async Task Selected(BrowserSession browser, string filter)
    {
        await Expect(browser.Get("details")).ToHaveAttributeAsync("data-process-id", Make);
        await Expect(browser.Get("filter-input")).ToHaveValueAsync(filter);
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
