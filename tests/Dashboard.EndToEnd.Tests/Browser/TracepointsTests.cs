using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The Tracepoints page on the real kernel.</summary>
public sealed class TracepointsTests(LiveServer live) : IClassFixture<LiveServer>
{
    private const string Enter = "syscalls:sys_enter_execve";

    [Fact]
    public async Task Tracepoints_Live_ListsTheAttachedAndTheirHitsGrow()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tracepoints");
        var row = browser.Page.Locator($"[data-name='{Enter}']");
        await Assertions.Expect(row).ToContainTextAsync("✓ yes");
        await Assertions.Expect(browser.Get("tp-sentence")).ToContainTextAsync("tracepoints are attached");
        Assert.Equal(
            (await live.Server.Get("/tracepoints")).GetProperty("items").GetArrayLength(), await browser.Get("tracepoint").CountAsync());

        var before = await HitsAsync(row);
        await Child.Run("/bin/true");
        await Eventually.True(async () => await HitsAsync(row) > before, "more hits");
        // Run times are measured while the page is open.
        await Assertions.Expect(row).ToContainTextAsync(new Regex(@"\d ns"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Format_OfADeepLink_EqualsTracefs()
    {
        await using var browser = await BrowserSession.Open(live.Server, $"/tracepoints?tp={Enter}");
        await Assertions.Expect(browser.Get("raw")).ToContainTextAsync("name: sys_enter_execve");
        Assert.Equal(
            (await File.ReadAllTextAsync($"/sys/kernel/tracing/events/{Enter.Replace(':', '/')}/format", TestContext.Current.CancellationToken)).Trim(),
            (await browser.Get("raw").TextContentAsync())!.Trim());
        await Assertions.Expect(browser.Get("fields")).ToContainTextAsync("filename");
        browser.AssertClean();
    }

    [Fact]
    public async Task SelfTest_ByKeyboardOnly_PassesLive()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/learn");
        await browser.GoTo("d", "/tracepoints");
        await browser.TabTo(browser.Page.Locator($"[data-name='{Enter}'] a"));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("raw")).ToContainTextAsync("sys_enter_execve");
        await browser.TabTo(browser.Get("self-test-run"));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("self-test-verdict")).ToContainTextAsync("Tracing works");
        browser.AssertClean();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 1024)]
    [InlineData(ColorScheme.Light, 420)]
    public async Task Tracepoints_InEachThemeAndWidth_IsAccessibleAndDoesNotOverflow(ColorScheme scheme, int width)
    {
        await using var browser = await BrowserSession.Open(live.Server, $"/tracepoints?tp={Enter}", scheme: scheme, width: width);
        await Assertions.Expect(browser.Get("check").First).ToBeVisibleAsync();
        await browser.AssertAccessible();
        Assert.Equal(0, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        browser.AssertClean();
    }

    private static async Task<long> HitsAsync(ILocator row)
        => long.Parse((await row.GetByTestId("hits").TextContentAsync())!.Replace(",", ""));
}
