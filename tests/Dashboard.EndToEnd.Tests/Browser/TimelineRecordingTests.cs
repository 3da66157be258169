using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The timeline of a recording: nothing changes in it, so keys, drags and links have exact results.</summary>
public sealed class TimelineRecordingTests(ReplayServer replay)
{
    [Fact]
    public async Task Timeline_InEachTheme_IsAccessibleAndClean()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline");
        await Assertions.Expect(browser.Get("timeline")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator(".js-plotly-plot")).ToHaveCountAsync(2);
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(420)]
    public async Task Timeline_HowALifeEnded_IsNeverCutAtTheEdge(int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline", width: width);
        await Assertions.Expect(browser.Get("timeline-row").Nth(6)).ToBeVisibleAsync();
        await Drawn(browser);
        var places = await browser.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.tl-after')].map((label) => {
              const [own, track, end] = [label, label.closest('.tl-track'), label.parentElement.querySelector('.tl-end')].map((e) => e.getBoundingClientRect());
              return own.left < track.left - 1 || own.right > track.right + 1 ? `cut: ${label.textContent}` : own.left >= end.left ? 'behind' : 'before';
            })
            """);
        await Assertions.Expect(browser.Page.Locator(".tl-axis")).ToBeVisibleAsync();
        Assert.DoesNotContain(places, p => p.StartsWith("cut", StringComparison.Ordinal));
        Assert.Contains("behind", places);
        Assert.Contains("before", places);
    }

    [Fact]
    public async Task Timeline_KeyboardOnly_MovesZoomsFollowsThePathAndComesBackByALink()
    {
        await using var browser = await BrowserSession.Open(replay.Server);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await browser.GoTo("i", "/timeline");
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();

        await browser.Press("ArrowDown");
        await Assertions.Expect(browser.Page.Locator("[data-testid=timeline-row]:focus .comm")).ToHaveTextAsync("make");
        await browser.Press("f");
        var fitted = await NextRange(browser);
        await browser.Press("z");
        var subtree = await NextRange(browser, fitted);
        await Assertions.Expect(browser.Get("timeline-path")).ToContainTextAsync("make took");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("zoom=.*path="));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("make");
        await browser.Press("Escape");
        await Assertions.Expect(browser.Get("details")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page).Not.ToHaveURLAsync(new Regex("sel="));
        await browser.Press("w");
        await NextRange(browser, subtree);
        browser.AssertClean();

        // Another browser shows the same.
        await using var other = await BrowserSession.Open(replay.Server, new Uri(browser.Page.Url).PathAndQuery);
        await Eventually.True(
            async () => await other.Get("timeline-range").TextContentAsync() == await browser.Get("timeline-range").TextContentAsync(),
            "the same range in both browsers");
        await Assertions.Expect(other.Get("timeline-path")).ToContainTextAsync("make took");
        await Assertions.Expect(other.Page.Locator(".tl-crit:visible").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/timeline")]
    [InlineData("/timeline?zoom={0}")]
    public async Task Rates_EachLine_HasTheColourThatItsKeySays(string path)
    {
        // For a subtree, calls are not counted and have no line; PATH lookups have none at first.
        await using var browser = await BrowserSession.Open(replay.Server, string.Format(CultureInfo.InvariantCulture, path, DemoRecording.Make));
        var lines = browser.Page.Locator(".chart.rates .js-line");
        await Assertions.Expect(lines).ToHaveCountAsync(path.Contains("zoom") ? 3 : 5);
        var keys = new[] { "forks", "exits", "failed exits", "execs", "failed calls" };
        for (var i = 0; i < await lines.CountAsync(); i++)
        {
            var key = browser.Get("timeline-charts").Locator(".key", new() { HasTextRegex = new Regex($"^{keys[i]}$") });
            var colour = i > 2
                ? await key.EvaluateAsync<string>("e => getComputedStyle(e, '::before').backgroundColor")
                : await key.EvaluateAsync<string>("e => getComputedStyle(e).color");
            Assert.Equal(colour, await lines.Nth(i).EvaluateAsync<string>("e => getComputedStyle(e).stroke"));
        }
    }

    [Fact]
    public async Task Timeline_LettersInTheFilter_TriggerNothing()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline");
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();
        var range = await browser.Get("timeline-range").TextContentAsync();
        await browser.Get("filter-input").First.FillAsync("");
        await browser.Get("filter-input").First.PressSequentiallyAsync("comm:wasdfzc0");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await Assertions.Expect(browser.Get("timeline-range")).ToHaveTextAsync(range!);
        Assert.DoesNotContain("zoom=", browser.Page.Url);
        Assert.DoesNotContain("path=", browser.Page.Url);
    }

    [Fact]
    public async Task Timeline_DragOnTheOverview_IsTheRange()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline");
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();
        await Drawn(browser);
        var range = await browser.Get("timeline-range").TextContentAsync();

        // The brush covers everything at first: its left edge is dragged beyond the middle.
        var strip = (await browser.Get("timeline-overview").BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(strip.X + 4, strip.Y + (strip.Height / 2));
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(strip.X + (strip.Width * 0.7f), strip.Y + (strip.Height / 2), new() { Steps = 8 });
        await browser.Page.Mouse.UpAsync();

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("from=.*to="));
        await Assertions.Expect(browser.Get("timeline-range")).Not.ToHaveTextAsync(range!);
        await Eventually.True(
            async () => (await browser.Get("timeline-brush").BoundingBoxAsync())!.X is var x && x > strip.X + (strip.Width * 0.6) && x < strip.X + (strip.Width * 0.8),
            "the brush's left edge where the drag ended");
        browser.AssertClean();
    }

    [Fact]
    public async Task Timeline_WheelAndDragOnTheRows_ZoomAndPanWithoutSelecting()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline");
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();
        await Drawn(browser);
        var box = (await browser.Page.Locator(".tl-track").Nth(3).BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(box.X + 60, box.Y + 10);
        await browser.Page.Keyboard.DownAsync("Control");
        await browser.Page.Mouse.WheelAsync(0, -400);
        await browser.Page.Keyboard.UpAsync("Control");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("from=.*to="));
        var zoomed = await Settled(browser);

        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(box.X + 200, box.Y + 10, new() { Steps = 6 });
        await browser.Page.Mouse.UpAsync();

        await Assertions.Expect(browser.Page).Not.ToHaveURLAsync(zoomed);
        Assert.DoesNotContain("sel=", browser.Page.Url);
        browser.AssertClean();
    }

    /// <summary>The server sends times, js/bars.js places the bars: for each bar in the range, at each width.</summary>
    [Theory]
    [InlineData(1400)]
    [InlineData(420)]
    public async Task Timeline_Bars_StandWhereTheirTimesAre(int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline", width: width);
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();
        await Drawn(browser);
        await Eventually.True(() => browser.Page.EvaluateAsync<bool>(BarsStandRight), "each bar where its times are");

        await browser.Press("w");
        await NextRange(browser);
        await Eventually.True(() => browser.Page.EvaluateAsync<bool>(BarsStandRight), "each bar where its times are, nearer");
        browser.AssertClean();
    }

    [Fact]
    public async Task Timeline_ClickOnALifetimeBar_Filters()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/timeline");
        var bar = browser.Page.Locator(".chart.lifetimes .barlayer .point path").Nth(3);
        await Assertions.Expect(browser.Page.Locator(".chart.lifetimes[data-hears]")).ToBeAttachedAsync();
        await Assertions.Expect(bar).ToBeVisibleAsync();
        var box = (await bar.BoundingBoxAsync())!;

        await browser.Page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));

        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("dur:>=3ms dur:<10ms");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=dur"));
    }

    /// <summary>
    /// Computes pixels per second from two distant marks of the axis; then at least three bars that start and end in view must
    /// each be within a pixel of the right place.
    /// </summary>
    private const string BarsStandRight =
        """
        () => {
          const at = element => element.getBoundingClientRect();
          const marks = [...document.querySelectorAll(".tl-line")].filter(line => line.style.display !== "none");
          const [first, last] = [marks[0], marks[marks.length - 1]];
          const second = (at(last).left - at(first).left) / (last.dataset.s - first.dataset.s);
          const place = time => at(first).left + (time - first.dataset.s) * second;
          const track = at(document.querySelector(".tl-axis"));
          const bars = [...document.querySelectorAll(".tl-seg")].filter(bar => bar.dataset.e !== "now" && bar.style.display !== "none"
            && place(bar.dataset.s) > track.left && place(bar.dataset.e) < track.right);
          return bars.length >= 3 && bars.every(bar => Math.abs(at(bar).left - place(bar.dataset.s)) < 1.5
            && Math.abs(at(bar).width - Math.max(2, (bar.dataset.e - bar.dataset.s) * second)) < 1.5);
        }
        """;

    /// <summary>The page handles the pointer before it places its bars.</summary>
    private static Task Drawn(BrowserSession browser)
        => Assertions.Expect(browser.Page.Locator("#timeline-page[data-drawn]")).ToHaveCountAsync(1);

    /// <summary>The wheel may turn in steps, each with its own range: returns the last one.</summary>
    private static async Task<string> Settled(BrowserSession browser)
    {
        var last = "";
        await Eventually.True(
            async () =>
            {
                var before = last;
                last = $"{browser.Page.Url} {await browser.Get("timeline-range").TextContentAsync()}";
                return before == last;
            },
            "a range that stays");
        return browser.Page.Url;
    }

    /// <summary>The URL gets a new range when the input has stopped.</summary>
    private static async Task<string> NextRange(BrowserSession browser, string before = "")
        => await Eventually.Get(() =>
        {
            var from = Regex.Match(browser.Page.Url, "from=([^&]+)").Groups[1].Value;
            return Task.FromResult(from.Length > 0 && from != before ? from : null);
        }, "another range in the address");
}
