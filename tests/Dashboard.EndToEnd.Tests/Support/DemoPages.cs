using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>For each page a URL with all its parameters, and what must be visible there: for the bundled recording.</summary>
internal static class DemoPages
{
    public static string Make => DemoRecording.Make;

    /// <summary>The first of three processes with the same pid, and a time in its life.</summary>
    private static readonly string FirstLife = DemoRecording.Reused[0];
    private static readonly string Reused = FirstLife[..FirstLife.IndexOf('-', StringComparison.Ordinal)];
    private static readonly DateTime Born = DemoRecording.BirthOf(FirstLife);
    private static readonly string InFirstLife = Address(Born + (DemoRecording.EndOf(FirstLife) - Born) / 2);

    private static readonly DateTime MakeBorn = DemoRecording.BirthOf(Make);
    private static readonly DateTime BuildFrom = MakeBorn.AddTicks(-(MakeBorn.Ticks % TimeSpan.TicksPerMillisecond));
    private static readonly DateTime FailureFrom = DemoRecording.Failure.AddTicks(-(DemoRecording.Failure.Ticks % TimeSpan.TicksPerSecond));

    private static readonly Dictionary<string, (string Address, Func<BrowserSession, Task> Show)> All = new()
    {
        ["tree"] = ($"/tree?q=comm:cc1&sel={Make}&zoom={Make}&by=parent&storms=open&keep=30&span=all&only=1&follow=1&hide=user,children&tz=utc", async browser =>
        {
            await Expect(browser.Get("tree-row")).ToHaveCountAsync(3);
            await Expect(browser.Get("zoom-path")).ToContainTextAsync($"make {Make.Split('-')[0]}");
            await Expect(browser.Get("lineage")).ToHaveValueAsync("parent");
            await Expect(browser.Get("fold-storms")).Not.ToBeCheckedAsync();
            await Expect(browser.Page.Locator(".thead .c-exit")).ToBeVisibleAsync();
            await Expect(browser.Page.Locator(".thead .c-user")).ToBeHiddenAsync();
            await Expect(browser.Get("columns")).ToHaveTextAsync("Columns");
            await Expect(browser.Get("follow")).ToBeCheckedAsync();
            await Expect(browser.Page.GetByLabel("Matches only")).ToBeCheckedAsync();
            await Expect(browser.Page.GetByLabel("Keep exited")).ToHaveValueAsync("30");
            await Expect(browser.Get("range-shown")).ToHaveTextAsync("Whole capture");
            await Selected(browser, "comm:cc1");
        }
        ),
        ["process"] = ($"/process/{Make}?q=comm:cc1&tz=utc", async browser =>
        {
            await Expect(browser.Get("details")).ToHaveAttributeAsync("data-process-id", Make);
            await Expect(browser.Get("details")).ToContainTextAsync(Clock(MakeBorn, "HH:mm:ss.ff"));
            await Expect(browser.Get("filter-input")).ToHaveValueAsync("comm:cc1");
        }
        ),
        ["events"] = ($"/events?q=comm:cc1&raw=1&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("event-row").First).ToContainTextAsync(Clock(DemoRecording.LastOf("cc1"), "HH:mm:ss"));
            await Expect(browser.Page.GetByLabel("Raw")).ToBeCheckedAsync();
            await Selected(browser, "comm:cc1");
        }
        ),
        ["errors"] = ($"/errors?q=errno:ENOENT&from={Address(FailureFrom)}&to={Address(FailureFrom.AddSeconds(1))}&span=all&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("errno")).ToHaveAttributeAsync("data-errno", "ENOENT");
            await Expect(browser.Get("errors-head")).ToContainTextAsync(" from ");
            await Expect(browser.Get("range-shown")).ToHaveTextAsync($"{Clock(FailureFrom, "HH:mm:ss")} – {Clock(FailureFrom.AddSeconds(1), "HH:mm:ss")}");
            await Expect(browser.Get("standouts")).ToBeVisibleAsync();
            await Expect(browser.Get("errors-table")).ToContainTextAsync(Clock(DemoRecording.Failure, "HH:mm:ss.f"));
            await Selected(browser, "errno:ENOENT");
        }
        ),
        ["pid"] = ($"/pids?q=comm:cc1&pid={Reused}&at={InFirstLife}&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("pid-input")).ToHaveValueAsync(Reused);
            await Expect(browser.Get("pid-answer")).ToHaveTextAsync($"{Reused} was 3 different processes: pid_reuse.");
            await Expect(browser.Get("moment-answer")).ToContainTextAsync($"PID {Reused} was pid_reuse (life 1 of 3)");
            await Expect(browser.Get("life").First).ToContainTextAsync(Clock(Born, "HH:mm:ss.fff"));
            await Selected(browser, "comm:cc1");
        }
        ),
        ["pids"] = ($"/pids?q=is:recycled&at={InFirstLife}&sel={Make}", async browser =>
        {
            await Expect(browser.Get("lane")).ToHaveAttributeAsync("data-pid", Reused);
            await Expect(browser.Page.Locator(".lane-life.at")).ToHaveAttributeAsync("href", new Regex($"sel={FirstLife}"));
            await Expect(browser.Page.Locator(".preset[aria-current]")).ToContainTextAsync("Reused");
            await Selected(browser, "is:recycled");
        }
        ),
        ["overview"] = ($"/overview?q=under:{Make}&sort=median&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("verdict")).ToContainTextAsync("in this recording");
            await Expect(browser.Get("programs").Locator("th[aria-sort]")).ToHaveTextAsync("Median");
            await Expect(browser.Get("ended-process").First).ToContainTextAsync("make");
            await Selected(browser, $"under:{Make}");
        }
        ),
        ["programs"] = ($"/programs?q=under:{Make}&from={Address(BuildFrom)}&to={Address(BuildFrom.AddMinutes(1))}&sort=cpu&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("program").First).ToBeVisibleAsync();
            await Expect(browser.Get("programs").Locator("th[aria-sort]")).ToHaveTextAsync("CPU");
            await Expect(browser.Get("range-shown")).ToContainTextAsync(Clock(BuildFrom, "HH:mm:ss"));
            await Selected(browser, $"under:{Make}");
        }
        ),
        ["spawners"] = ($"/spawners?q=pcomm:make&from={Address(BuildFrom)}&to={Address(BuildFrom.AddMinutes(1))}&sort=cpu&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("spawner").First).ToContainTextAsync("make");
            await Expect(browser.Get("spawners").Locator("th[aria-sort]")).ToHaveTextAsync("CPU");
            await Expect(browser.Get("range-shown")).ToContainTextAsync(Clock(BuildFrom, "HH:mm:ss"));
            await Selected(browser, "pcomm:make");
        }
        ),
        ["timeline"] = ($"/timeline?q=comm:cc1&from={Address(BuildFrom)}&to={Address(BuildFrom.AddMilliseconds(400))}&group=comm&zoom={Make}&path={Make}&quiet=1&charts=0&sel={Make}&tz=utc", async browser =>
        {
            await Expect(browser.Get("timeline-group")).ToHaveCountAsync(1);
            await Expect(browser.Get("timeline-group-by")).ToHaveValueAsync("comm");
            await Expect(browser.Get("timeline-range")).ToContainTextAsync($"{Clock(BuildFrom, "HH:mm:ss.fff")}, for 400");
            await Expect(browser.Get("timeline-zoom")).ToContainTextAsync("Only make and descendants");
            await Expect(browser.Get("timeline-path")).ToContainTextAsync("make took");
            await Expect(browser.Page.GetByLabel("Include idle processes")).ToBeCheckedAsync();
            await Expect(browser.Page.GetByLabel("Charts")).Not.ToBeCheckedAsync();
            await Expect(browser.Get("timeline").GetByText(" UTC")).ToBeVisibleAsync();
            await Expect(browser.Page.Locator(".js-plotly-plot")).ToHaveCountAsync(0);
            await Selected(browser, "comm:cc1");
        }
        ),
        ["tracepoints"] = ($"/tracepoints?q=comm:cc1&tp=sched:sched_process_fork&sel={Make}", async browser =>
        {
            await Expect(browser.Get("empty")).ToContainTextAsync("This is a recording");
            await Selected(browser, "comm:cc1");
        }
        ),
        ["learn"] = ($"/learn/zombies?q=comm:cc1&sel={Make}", async browser =>
        {
            await Expect(browser.Get("predict-first")).ToBeVisibleAsync();
            await Selected(browser, "comm:cc1");
        }
        ),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static string AddressOf(string page) => All[page].Address;

    /// <summary>Waits until a browser shows everything that the page's URL asks for.</summary>
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

    private static string Address(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static string Clock(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
