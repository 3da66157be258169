using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>
/// The network is gone for a minute: no connection is closed, and nothing arrives. To the browser a server that is stopped
/// (SIGSTOP) looks the same.
/// </summary>
public sealed class OfflineTests
{
    private const int Kill = 9;
    private const int Stop = 19;
    private const int GoOn = 18;

    [Fact]
    public async Task Page_WithoutDataForAMinute_SaysSoAfterSeconds_StandsStill_AndGoesOnByItself()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start();
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(server, $"/tree?q=pid:{cat.Pid}");
        var row = browser.Row(cat.Pid);
        await Assertions.Expect(row).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Live");
        // The page asks the server from then on.
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);

        server.Signal(Stop);
        try
        {
            await Assertions.Expect(browser.Get("no-data")).ToBeVisibleAsync();
            await Assertions.Expect(browser.Get("capture-state")).ToBeHiddenAsync();
            await Assertions.Expect(browser.Get("rate-now")).ToBeHiddenAsync();
            await Assertions.Expect(browser.Get("rate")).ToContainTextAsync("—", new() { UseInnerText = true });
            await browser.AssertAccessible();
            var age = row.Locator("[data-since]");
            var shown = await age.TextContentAsync();
            await Task.Delay(TimeSpan.FromSeconds(10));
            Assert.Equal(shown, await age.TextContentAsync());

            // SignalR gives the connection up after 30 s.
            await Assertions.Expect(browser.Get("connection-state")).ToContainTextAsync("The server is not answering", new() { Timeout = 60_000, UseInnerText = true });
            await Assertions.Expect(browser.Get("pause")).ToBeDisabledAsync();
            await Task.Delay(TimeSpan.FromSeconds(20));
        }
        finally
        {
            server.Signal(GoOn);
        }

        await Assertions.Expect(browser.Get("connection-state")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(browser.Get("no-data")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Live");
        await Assertions.Expect(browser.Get("rate-now")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("pause")).ToBeEnabledAsync();
        await Assertions.Expect(row).ToBeVisibleAsync();
    }

    /// <summary>The headline of the Overview is of then, and says so.</summary>
    [Fact]
    public async Task Overview_WhoseServerEnded_SaysOfWhenItIs()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--only-comm", "no_such_name");
        await using var browser = await BrowserSession.Open(server, "/");
        await Assertions.Expect(browser.Get("verdict")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("as-of")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        const string Colour = "getComputedStyle(document.querySelector('[data-testid=verdict]')).color";
        var before = await browser.Page.EvaluateAsync<string>(Colour);

        server.Signal(Kill);

        await Assertions.Expect(browser.Get("as-of")).ToContainTextAsync(new Regex(@"No data since \d\d:\d\d:\d\d: all of this is as of then\."));
        await Assertions.Expect(browser.Get("as-of")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("pause")).ToBeDisabledAsync();
        Assert.NotEqual(before, await browser.Page.EvaluateAsync<string>(Colour));
    }

    /// <summary>The browser knows at once that the connection of a server that ended is closed.</summary>
    [Fact]
    public async Task Page_WhoseServerEnded_SaysNoDataFromTheFirstMoment()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--only-comm", "no_such_name");
        await using var browser = await BrowserSession.Open(server, "/tree");
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Live");
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);

        server.Signal(Kill);

        var isSilent = await browser.Page.WaitForFunctionAsync(
            "() => document.getElementById('lost').dataset.state !== 'connected' && { silent: document.documentElement.hasAttribute('data-silent') }");
        Assert.True(await isSilent.EvaluateAsync<bool>("state => state.silent"));
        await Assertions.Expect(browser.Get("no-data")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Get("rate-now")).ToBeHiddenAsync();
        foreach (var width in new[] { 390, 360 })
        {
            await browser.Page.SetViewportSizeAsync(width, 800);
            await Assertions.Expect(browser.Get("no-data")).ToBeVisibleAsync();
            Assert.True(
                await browser.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.bar, .bar button, .bar a')].every(e => e.scrollWidth <= e.clientWidth + 1 && e.getBoundingClientRect().right <= innerWidth)"),
                $"a header that fits {width} pixels");
        }
    }
}
