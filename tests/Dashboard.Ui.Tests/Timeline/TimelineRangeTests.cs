using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Charts;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Timeline;
using Xunit;

namespace Dashboard.Ui.Tests.Timeline;

/// <summary>The range of the timeline: one for its rows and its charts, and no idle time at its end.</summary>
public sealed class TimelineRangeTests : Screen
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("/timeline")]
    [InlineData("/timeline?last=all")]
    [InlineData("/timeline?last=15m")]
    public void Range_OfACommandThatHasEnded_EndsWithItsLastEvent(string address)
    {
        OfOneCommand = true;
        Open(address);
        Story.NowNs = 2 * Second;
        var make = Story.Fork(new ProcessId(200, 1), 300);
        Story.Exec(make, "/usr/bin/make");
        Story.NowNs = 5 * Second;
        Story.Exit(make).Reap(make);
        Happen();
        Tick(600);

        var page = Render<TimelineScreen>();

        // 5 s, and 1/40 at each end.
        Assert.EndsWith("for 5.3 s", page.Find("[data-testid=timeline-range]").TextContent);
        Tick(600);
        page.Render();
        Assert.EndsWith("for 5.3 s", page.Find("[data-testid=timeline-range]").TextContent);
    }

    /// <summary>Capture attaches before the command runs; the time between is not the run's.</summary>
    [Fact]
    public void Range_OfACommand_BeginsWithItsExec()
    {
        OfOneCommand = true;
        var make = Story.Snapshot(200, "dashboard");
        Story.NowNs = 4 * Second;
        Story.Exec(make, "/usr/bin/make");
        Story.NowNs = 6 * Second;
        Story.Exit(make).Reap(make);
        Happen();

        var page = Render<TimelineScreen>();

        // 2 s, and 1/40 at each end.
        Assert.EndsWith("for 2.1 s", page.Find("[data-testid=timeline-range]").TextContent);
    }

    /// <summary>The strip is the browser's: it must know that no time follows. The last second is complete, and so is drawn.</summary>
    [Fact]
    public void StripAndChart_OfACommandThatHasEnded_EndWithIt()
    {
        OfOneCommand = true;
        Story.NowNs = 2 * Second;
        var make = Story.Fork(new ProcessId(200, 1), 300);
        Happen();
        var page = Render<TimelineScreen>();
        Assert.Equal(true, LastWindow()[^1]);

        Story.NowNs = 5 * Second;
        Story.Exit(make).Reap(make);
        Happen();
        for (var i = 0; i < 20; i++)
        {
            Tick();
        }

        page.WaitForAssertion(() => Assert.Equal(false, LastWindow()[^1]));
        Assert.Equal(5.001, (double)LastWindow()[^2]!, 3);
        Unfold(page);
        Assert.Equal("14:13:25", page.Find("[data-testid=rates-table] tbody th").TextContent);

        IReadOnlyList<object?> LastWindow() => JSInterop.Invocations["setTimeline"][^1].Arguments;
    }

    [Fact]
    public void Range_OfACommandThatRuns_IsTheWholeCaptureAndGrows()
    {
        OfOneCommand = true;
        Story.NowNs = 2 * Second;
        Story.Fork(new ProcessId(200, 1), 300);
        Happen();
        Tick(600);

        Assert.Equal("whole capture, 10 m 02 s", Render<TimelineScreen>().Find("[data-testid=timeline-range]").TextContent);
    }

    [Theory]
    [InlineData("/timeline?last=5m", "last 5 m 00 s")]
    [InlineData("/timeline?span=10", "last 10 s")]
    [InlineData("/timeline?last=all", "whole capture, 10 m 20 s")]
    [InlineData("/timeline?span=all", "whole capture, 10 m 20 s")]
    [InlineData("/timeline?from=2026-09-21T14:13:30Z&to=2026-09-21T14:13:50Z", "14:13:30.000, for 20 s")]
    public void Range_OfTheAddress_IsShown(string address, string shown)
    {
        Happened();
        Open(address);

        Assert.Equal(shown, Render<TimelineScreen>().Find("[data-testid=timeline-range]").TextContent);
    }

    [Fact]
    public void Charts_OfARange_AreOfThatRange()
    {
        Happened();
        Open("/timeline?from=2026-09-21T14:13:28Z&to=2026-09-21T14:13:34Z");
        var page = Render<TimelineScreen>();

        Unfold(page);

        // The fork at 10 s is in it, the one at 600 s is not; the oldest second is counted from processes, 10 minutes later.
        var rows = page.FindAll("[data-testid=rates-table] tbody tr");
        Assert.Equal(["14:13:34", "14:13:33", "14:13:32", "14:13:31", "14:13:30", "14:13:29", "14:13:28"], rows.Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal("1", rows.Single(r => r.QuerySelector("th")!.TextContent == "14:13:30").QuerySelectorAll("td")[0].TextContent);
    }

    /// <summary>Plotly would give an empty chart an axis from -1 to 1.</summary>
    [Fact]
    public void Charts_WithoutAnEvent_SaySo()
    {
        Happened();
        Open("/timeline?from=2026-09-21T14:15:00Z&to=2026-09-21T14:15:10Z&q=under:200");

        var page = Render<TimelineScreen>();

        Assert.NotEmpty(page.FindAll("[data-testid=rates-none]"));
        Assert.NotEmpty(page.FindAll("[data-testid=lifetimes-none]"));
        Assert.Empty(page.FindAll("[data-testid=timeline-charts] .chart"));
        UrlRange.Choose(Get<UrlState>(), default(RangeChoice));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=timeline-charts] .chart.rates")));
    }

    [Fact]
    public async Task Chart_DraggedOver_IsTheRangeOfThePage()
    {
        Happened();
        Open("/timeline?from=2026-09-21T14:13:28Z&to=2026-09-21T14:13:34Z");
        var page = Render<TimelineScreen>();

        await page.InvokeAsync(() => page.FindComponent<RateChart>().FindComponent<Plot>().Instance.OnSelected.InvokeAsync([new() { PointIndex = 1 }, new() { PointIndex = 3 }, new() { PointIndex = 99 }]));

        Assert.EndsWith("from=2026-09-21T14:13:29Z&to=2026-09-21T14:13:32Z", Uri);
    }

    /// <summary>A fork ten seconds after the beginning, and one ten minutes later.</summary>
    private void Happened()
    {
        var shell = Shell();
        Story.NowNs = 10 * Second;
        Story.Fork(shell, 300);
        Story.NowNs = 620 * Second;
        Story.Fork(shell, 301);
        Story.NowNs = 620 * Second;
        Happen();
    }
}
