using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The errors page: why did it fail, and what changed when it did?</summary>
public sealed class ErrorsTests(LiveServer live, TwoTimesRecording recorded) : IClassFixture<LiveServer>, IClassFixture<TwoTimesRecording>
{
    private const string Chart = ".chart.stacked .js-plotly-plot";

    [Fact]
    public async Task Errors_Storm_ShowsOverTimeAndInTheTwin()
    {
        await Child.Run(Repository.Scenario("exec_failures"), "3000");
        await using var browser = await BrowserSession.Open(live.Server, "/errors?q=comm:exec_failures errno:ENOENT");
        await Assertions.Expect(browser.Page.Locator(Chart)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator($"{Chart} .bars path").First).ToBeAttachedAsync();
        var twin = browser.Get("failures-over-time");
        await twin.Locator("summary").ClickAsync();
        await Eventually.True(
            async () => (await twin.Locator("tbody td.num").AllInnerTextsAsync())
                .Sum(cell => cell.Length == 0 ? 0 : long.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)) >= 3000,
            "3,000 in the table beside the chart");
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Fact]
    public async Task Errors_ClickOnAColour_FiltersByThatError()
    {
        await Child.Run(Repository.Scenario("exec_missing"));
        await using var browser = await BrowserSession.Open(live.Server, "/errors");
        await browser.Page.Locator("button.legend-item", new() { HasText = "ENOENT" }).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=errno:ENOENT"));
        await Assertions.Expect(browser.Get("errno")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Errors_RangeOfAStorm_SaysWhatIsOverrepresented()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/errors");
        await Assertions.Expect(browser.Page.Locator($"{Chart} .bars path").First).ToBeAttachedAsync();
        await LastSecondsByHand(browser);

        var standouts = browser.Get("standouts");
        await Assertions.Expect(standouts).ToContainTextAsync("/opt/broken/tool");
        await Assertions.Expect(standouts).ToContainTextAsync("none of the");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"from=20.*&to=20"));

        // The URL alone shows the same in another browser.
        await using var other = await BrowserSession.Open(recorded.Server, new Uri(browser.Page.Url).PathAndQuery);
        await Assertions.Expect(other.Get("standouts")).ToContainTextAsync("/opt/broken/tool");
        await Assertions.Expect(other.Get("errors-head")).ToContainTextAsync(" from ");
        await other.AssertAccessible();
        other.AssertClean();
        browser.AssertClean();
    }

    [Fact]
    public async Task Errors_ByKeyboardOnly_RangeAndItsEnd()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/errors");
        var summary = browser.Get("failures-over-time").Locator("summary");
        await browser.TabTo(summary);
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("failures-over-time").GetByRole(AriaRole.Region)).ToBeVisibleAsync();
        await browser.Press("Tab");
        await browser.Press("Tab");
        await Assertions.Expect(browser.Page.Locator(":focus")).ToHaveTextAsync("Select");
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("standouts")).ToContainTextAsync("/opt/broken/tool");
        await browser.AssertAccessibleInBothThemes();
        await browser.TabTo(browser.Get("range-clear"));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("standouts")).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Errors_Loss_IsABandOfTheChartAndASentence()
    {
        await using var recording = await WrittenRecording.Of(EventStories.WithALoss());
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await using var browser = await BrowserSession.Open(server, "/errors");
        await Assertions.Expect(browser.Page.Locator($"{Chart} .bars path").First).ToBeAttachedAsync();
        await Assertions.Expect(browser.Get("errors-loss")).ToContainTextAsync("12 records lost: ring full");

        // The overlay of the chart covers exactly the area in which Plotly draws the bars.
        var plot = (await browser.Page.Locator($"{Chart} .draglayer .nsewdrag").BoundingBoxAsync())!;
        var gaps = (await browser.Page.Locator(".chart-gaps").BoundingBoxAsync())!;
        foreach (var (drawn, over) in new[] { (plot.X, gaps.X), (plot.Y, gaps.Y), (plot.Width, gaps.Width), (plot.Height, gaps.Height) })
        {
            Assert.InRange(over, drawn - 2, drawn + 2);
        }

        await Assertions.Expect(browser.Page.Locator(".chart-gap")).ToBeVisibleAsync();
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(420)]
    public async Task Errors_Width_DoesNotScrollSideways(int width)
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/errors", width: width);
        await Assertions.Expect(browser.Get("errors-table")).ToBeVisibleAsync();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    /// <summary>Drags over the bars from the middle of the chart to its right end.</summary>
    private static async Task LastSecondsByHand(BrowserSession browser)
    {
        await Assertions.Expect(browser.Page.Locator(".chart.stacked[data-hears]")).ToBeAttachedAsync();
        var box = (await browser.Page.Locator($"{Chart} .bglayer, {Chart} .draglayer .nsewdrag").Last.BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(box.X + box.Width * 0.6f, box.Y + box.Height / 2);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(box.X + box.Width * 0.8f, box.Y + box.Height / 2, new() { Steps = 5 });
        await browser.Page.Mouse.MoveAsync(box.X + box.Width - 2, box.Y + box.Height / 2, new() { Steps = 5 });
        await browser.Page.Mouse.UpAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("from="));
    }
}
