using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

public sealed class PagesTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Theory]
    [InlineData("/overview")]
    [InlineData("/tree")]
    [InlineData("/process/{0}")]
    [InlineData("/events")]
    [InlineData("/errors")]
    [InlineData("/pids")]
    [InlineData("/spawners")]
    [InlineData("/programs")]
    [InlineData("/secrets")]
    [InlineData("/timeline")]
    [InlineData("/tracepoints")]
    [InlineData("/learn")]
    [InlineData("/learn/zombies")]
    public async Task Filter_EveryShortcutLetterTyped_TriggersNothing(string path)
    {
        const string Letters = "zfpjkum/?gtgewmsad0cn+-=[]";
        await using var cat = Child.Start("/bin/cat");
        var id = ProcessScreens.IdOf(await new ProcessScreens(live.Server).InState($"pid:{cat.Pid} comm:cat", "running"));
        await using var browser = await BrowserSession.Open(live.Server, string.Format(CultureInfo.InvariantCulture, path, id));
        var filter = browser.Get("filter-input");
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await filter.ClickAsync();
        await browser.Page.Keyboard.TypeAsync(Letters);

        // The URL contains the filter after the letters were handled.
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"\?q=[^&]+$"));
        await Assertions.Expect(filter).ToHaveValueAsync(Letters);
        await Assertions.Expect(filter).ToBeFocusedAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Live");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Get("cell-menu")).ToHaveCountAsync(0);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, path, id), new Uri(browser.Page.Url).AbsolutePath);
        browser.AssertClean();
    }

    [Fact]
    public async Task Theme_Dark_ChangesTheGroundAndStays()
    {
        await using var browser = await BrowserSession.Open(live.Server);
        await Assertions.Expect(browser.Get("tree")).ToBeVisibleAsync();
        var light = await Ground(browser);
        // System, light, dark: each click selects the next theme and shows its name.
        foreach (var theme in new[] { "light", "dark" })
        {
            await browser.Get("theme-toggle").ClickAsync();
            await Assertions.Expect(browser.Get("theme-toggle")).ToHaveAttributeAsync("aria-label", $"Theme: {theme}");
        }

        Assert.NotEqual(light, await Ground(browser));
        var dark = await Ground(browser);
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Get("tree")).ToBeVisibleAsync();
        Assert.Equal(dark, await Ground(browser));
        browser.AssertClean();
    }

    [Fact]
    public async Task Events_FailedExec_IsOneRowWithItsErrno()
    {
        await using var failing = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await using var browser = await BrowserSession.Open(live.Server, $"/events?q=pid:{failing.Pid} errno:ENOENT");
        await Assertions.Expect(browser.Page.GetByText("/no/such/program").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("ENOENT");
    }

    [Fact]
    public async Task Errors_FailedExec_IsInTheTableWithItsMeaning()
    {
        await using var failing = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await using var browser = await BrowserSession.Open(live.Server, "/errors?q=comm:exec_missing");
        var table = browser.Get("errors-table");
        await Assertions.Expect(table).ToContainTextAsync("ENOENT");
        await Assertions.Expect(table).ToContainTextAsync("/no/such/program");
        await Assertions.Expect(table).ToContainTextAsync("exec_missing");
        await Assertions.Expect(browser.Page.Locator(".js-plotly-plot").First).ToBeVisibleAsync();
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Fact]
    public async Task Pids_NumberUsedThreeTimes_ShowsThreeProcesses()
    {
        var pid = (await Child.Run(Repository.Scenario("pid_reuse"), "3"))[0];
        await using var browser = await BrowserSession.Open(live.Server, "/pids");
        await browser.Get("pid-input").FillAsync(pid);
        await browser.Get("pid-input").PressAsync("Enter");
        // At least three: another process may have had the pid before.
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main))
            .ToContainTextAsync(new Regex($@"{pid} was ([3-9]|\d\d+) different processes: .*pid_reuse"));
        await Assertions.Expect(browser.Get("lives").GetByRole(AriaRole.Link, new() { Name = "pid_reuse" })).ToHaveCountAsync(3);
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(1024)]
    [InlineData(420)]
    public async Task Tree_Width_DoesNotScrollSideways(int width)
    {
        await using var browser = await BrowserSession.Open(live.Server, width: width);
        await Assertions.Expect(browser.Get("tree")).ToBeVisibleAsync();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private static Task<string> Ground(BrowserSession browser)
        => browser.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
