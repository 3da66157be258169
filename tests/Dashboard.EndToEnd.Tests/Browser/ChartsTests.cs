using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>What all charts have in common: when they are drawn, and the range of time.</summary>
public sealed class ChartsTests(TwoTimesRecording recorded) : IClassFixture<TwoTimesRecording>
{
    /// <summary>What Plotly.Blazor has queued for a chart fails when Plotly arrives after its page was left.</summary>
    [Theory]
    [InlineData("/errors", 2)]
    [InlineData("/timeline", 1)]
    public async Task Page_LeftBeforePlotlyHasArrived_NoErrorAndItsChartsAreDrawnLater(string path, int charts)
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events");
        var arrives = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await browser.Page.RouteAsync("**/plotly-basic*.js", async route =>
        {
            asked.TrySetResult();
            await arrives.Task;
            await route.ContinueAsync();
        });
        await browser.Page.Locator($"#nav-links a[href^='{path}']").ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".chart")).ToHaveCountAsync(charts);
        await asked.Task;
        await browser.Page.Locator("#nav-links a[href^='/events']").ClickAsync();
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();

        arrives.SetResult();
        await Eventually.True(() => browser.Page.EvaluateAsync<bool>("'Plotly' in window"), "Plotly in the browser");
        await browser.Page.Locator($"#nav-links a[href^='{path}']").ClickAsync();

        await Assertions.Expect(browser.Page.Locator(".chart .js-plotly-plot .main-svg").First).ToBeAttachedAsync();
        await Assertions.Expect(browser.Page.Locator(".chart[data-hears=clicks]")).ToHaveCountAsync(charts);
        browser.AssertClean();
    }

    [Fact]
    public async Task RatesOfTheTimeline_Drag_IsTheRangeOfAllPages()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/timeline");
        await Assertions.Expect(browser.Page.Locator(".chart.rates[data-hears=clicks]")).ToBeVisibleAsync();
        var box = (await browser.Page.Locator(".chart.rates .nsewdrag").First.BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.3f), box.Y + 20);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.7f), box.Y + 60, new() { Steps = 6 });
        await browser.Page.Mouse.UpAsync();

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("from=20.*to=20"));
        await Assertions.Expect(browser.Get("range-clear")).ToBeVisibleAsync();
        await browser.Page.Locator("#nav-links a[href^='/errors']").ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("errors.*from=20.*to=20"));
        await browser.AssertAccessible();
        browser.AssertClean();
    }
}
