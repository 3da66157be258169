using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Errors;
using Dashboard.Ui.Events;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Timeline;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

/// <summary>Pages of a capture in which the wall clock was set after 20 s of 40 s.</summary>
public sealed class ClockStepTests : Screen
{
    private const long Second = 1_000_000_000;

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    public static TheoryData<int> BothWays => [1, -1];

    [Theory]
    [InlineData(3600, "The wall clock was set 1 h 00 m ahead")]
    [InlineData(-3600, "The wall clock was set 1 h 00 m back")]
    [InlineData(-0.25, "The wall clock was set 250 ms back")]
    public void Words_OfASetting_SayHowFarAndWhereTo(double seconds, string sentence)
        => Assert.Equal(sentence, ClockWords.Of(new ClockEvent { FromOffsetNs = 5, ToOffsetNs = 5 + (long)(seconds * 1e9) - 1 }));

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Events_RowOfTheStep_SaysItInASentenceAndNamesNoProcess(int hours)
    {
        CaptureWithStep(hours);
        Open("/events?q=kind:clock&tz=utc");

        var row = Assert.Single(Render<EventsScreen>().FindAll("[data-testid=event-row]"));

        Assert.Contains($"The wall clock was set 1 h 00 m {(hours > 0 ? "ahead" : "back")}", row.TextContent);
        Assert.Equal(["", ""], row.QuerySelectorAll(".e-pid, .e-comm").Select(c => c.TextContent));
        Assert.StartsWith(Moment(20, hours), row.QuerySelector(".e-time")!.TextContent);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Events_StripAndRanges_HoldOverTheStep(int hours)
    {
        CaptureWithStep(hours);
        Open("/events?tz=utc");
        var page = Render<EventsScreen>();
        Unfold(page);

        // Everything lies within the strip's minimum span of a minute, on the current clock.
        var rows = page.FindAll("[data-testid=events-twin] tbody tr");
        Assert.Equal(3, rows.Count);
        Assert.All(rows.Zip([40, 20, 10]), r => Assert.InRange(
            TimeOnly.Parse(r.First.QuerySelector("th")!.TextContent, Invariant), Step(r.Second - 3), Step(r.Second)));

        rows[2].QuerySelector("button")!.Click();
        page.WaitForAssertion(() => Assert.Equal([Moment(10, 0)], page.FindAll("[data-testid=event-row] .e-time").Select(t => t.TextContent[..8])));
        Assert.Single(page.FindAll("[data-testid=events-twin] tbody tr"));

        // Steps start at round times at or before their events; events before the clock step keep their own time.
        TimeOnly Step(int seconds) => TimeOnly.Parse(Moment(seconds, seconds <= 10 ? 0 : hours), Invariant);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Timeline_OverTheStep_HasRowsTicksAndRates(int hours)
    {
        var (early, late) = CaptureWithStep(hours);
        Open("/timeline?span=all&tz=utc");
        var page = Render<TimelineScreen>();

        Assert.NotEmpty(page.FindAll($"[data-process-id='{early}']"));
        Assert.NotEmpty(page.FindAll($"[data-process-id='{late}']"));
        Assert.InRange(page.FindAll(".tl-tick").Count, 3, 30);
        Unfold(page);
        var rates = page.FindAll("[data-testid=rates-table] tbody tr").Select(r => (Time: r.QuerySelector("th")!.TextContent, Forks: r.QuerySelectorAll("td")[0].TextContent))
            .Where(r => r.Forks != "0").ToList();
        Assert.Single(rates, r => r.Time == Moment(40, hours));
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Errors_OverTheStep_AreDrawnBesideEachOther(int hours)
    {
        Story.NowNs = 10 * Second;
        var shell = Shell();
        Story.FailExec(shell, "/a");
        Story.NowNs = 20 * Second;
        Story.SetClock(TimeSpan.FromHours(hours));
        Story.NowNs = 40 * Second;
        Story.FailExec(shell, "/b");
        Happen();

        var view = ErrorsSnapshot.Read(Capture, Time, Dashboard.Core.Filtering.Language.Filter.Everything);

        var counts = Assert.Single(view.Series.Rows).Counts;
        var steps = counts.Index().Where(c => c.Item > 0).Select(c => c.Index * view.Series.WidthSeconds).ToList();
        Assert.Equal(30, steps[1] - steps[0]);
        Assert.Equal(Moment(40, hours), TimeOfDay.Seconds(new Timestamp((view.Series.FromSeconds + steps[1]) * Second), 0));
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Since_OverTheStep_CountsWhatPassed(int hours)
    {
        CaptureWithStep(hours);
        Open("/events?tz=since&q=kind:fork");

        var times = Render<EventsScreen>().FindAll("[data-testid=event-row] .e-time").Select(t => t.TextContent[..9]);

        Assert.Equal(["+00:00:40", "+00:00:10"], times);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Rate_AfterTheStep_IsThatOfTheLastSeconds(int hours)
    {
        CaptureWithStep(hours);
        for (var i = 1; i <= 5; i++)
        {
            Story.NowNs = (40 + i) * Second;
            Story.Fork(new ProcessId(200, 200_000), 400 + i);
        }

        Story.NowNs = 46 * Second;
        Happen();

        Assert.Equal("1", Render<RateChip>().Find(".num").TextContent);
    }

    /// <summary>A fork at 10 s, the clock step at 20 s, another fork at 40 s.</summary>
    private (ProcessId Early, ProcessId Late) CaptureWithStep(int hours)
    {
        Story.NowNs = 10 * Second;
        var shell = new ProcessId(200, 200_000);
        var early = Story.Fork(shell, 300);
        Story.NowNs = 20 * Second;
        Story.SetClock(TimeSpan.FromHours(hours));
        Story.NowNs = 40 * Second;
        var late = Story.Fork(shell, 301);
        Story.NowNs = 41 * Second;
        Happen();
        return (early, late);
    }

    /// <summary>The wall clock in UTC at a time since the beginning.</summary>
    private static string Moment(long seconds, int hours)
        => new Timestamp(Story.EpochUnixNs + ((seconds + (hours * 3600L)) * Second)).ToDateTimeOffset().ToString("HH:mm:ss", Invariant);
}
