using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

[Collection(Alone.Name)]
public sealed class TimelineTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Timeline_ForkAndExec_AreARowAndItsSegments()
    {
        await Child.Run(Repository.Scenario("fork_exec_test"));
        await using var browser = await BrowserSession.Open(live.Server, $"/timeline?q=(comm:fork_exec_test or comm:id) under:{Environment.ProcessId}");

        // The parent is one row with its program; the child has two images: the copied one and then id.
        var child = browser.Get("timeline-row").Filter(new() { Has = browser.Page.Locator(".comm", new() { HasTextRegex = new Regex("^id$") }) }).First;
        await Assertions.Expect(child).ToBeVisibleAsync();
        await Assertions.Expect(child.Locator(".tl-seg.s-fork")).ToHaveCountAsync(1);
        await Assertions.Expect(child.Locator(".tl-seg.s-exec")).ToHaveCountAsync(1);
        await Assertions.Expect(child.Locator(".tl-seg.s-exec b")).ToHaveTextAsync("id");
        await Assertions.Expect(child.Locator(".tl-after")).ToContainTextAsync("exit 0");
        browser.AssertClean();
    }

    [Fact]
    public async Task Timeline_ProcessStarts_AppearsByItself()
    {
        await using var browser = await BrowserSession.Open(live.Server, $"/timeline?q=comm:cat under:{Environment.ProcessId}");
        await Assertions.Expect(browser.Get("filter-input").First).ToBeVisibleAsync();
        await using var cat = Child.Start("/bin/cat");

        await Assertions.Expect(Row(browser, cat.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(Row(browser, cat.Pid).Locator(".tl-seg.open")).ToHaveCountAsync(1);
        cat.Input.Close();
        await Assertions.Expect(Row(browser, cat.Pid).Locator(".tl-after")).ToContainTextAsync("exit 0");
        browser.AssertClean();
    }

    [Fact]
    public async Task Timeline_Paused_StandsStillAndCounts()
    {
        await using var browser = await BrowserSession.Open(live.Server, $"/timeline?q=comm:cat under:{Environment.ProcessId}");
        await browser.Get("pause").ClickAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Paused");
        await using var cat = Child.Start("/bin/cat");

        await Assertions.Expect(browser.Get("waiting")).ToHaveTextAsync(new Regex(@"[1-9]\d* new"));
        await Assertions.Expect(Row(browser, cat.Pid)).ToHaveCountAsync(0);
        await browser.Get("pause").ClickAsync();
        await Assertions.Expect(Row(browser, cat.Pid)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(1024)]
    [InlineData(420)]
    public async Task Timeline_Width_DoesNotScrollSideways(int width)
    {
        await using var browser = await BrowserSession.Open(live.Server, "/timeline?span=all", width: width);
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private static ILocator Row(BrowserSession browser, int pid)
        => browser.Page.Locator($"[data-testid=timeline-row][data-process-id^='{pid}-']");
}
