using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class ConcurrencyTests
{
    private readonly TimelineBuilder _timeline = new();

    [Fact]
    public void AtOnce_SequentialLoop_IsOneHoweverManyFitIntoAStep()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        for (var i = 0; i < 1_000; i++)
        {
            _timeline.Ends(_timeline.Born(init, 10 + i, 100 + (i * 0.5), "/bin/true"), 100.4 + (i * 0.5));
        }

        Assert.Equal(1, MostAtOnce("true"));
    }

    [Fact]
    public void AtOnce_NextBirthInTheNanosecondOfTheEnd_IsNotTogether()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        _timeline.Ends(_timeline.Born(init, 10, 100, "/bin/true"), 150);
        _timeline.Ends(_timeline.Born(init, 11, 150, "/bin/true"), 200);

        Assert.Equal(1, MostAtOnce("true"));
    }

    [Fact]
    public void AtOnce_TwoJobsOfMake_AreTwo()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        for (var i = 0; i < 40; i++)
        {
            _timeline.Ends(_timeline.Born(init, 100 + (2 * i), 100 + (i * 10), "/bin/cc1"), 109 + (i * 10));
            _timeline.Ends(_timeline.Born(init, 101 + (2 * i), 100 + (i * 10) + 3, "/bin/cc1"), 109.5 + (i * 10));
        }

        Assert.Equal(2, MostAtOnce("cc1"));
    }

    [Fact]
    public void AtOnce_BornBeforeTheRangeOrRunning_CountInIt()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        _timeline.Born(init, 10, 1, "/bin/srv");
        _timeline.Ends(_timeline.Born(init, 11, 2, "/bin/srv"), 700);
        _timeline.Ends(_timeline.Born(init, 12, 710, "/bin/srv"), 720);

        var group = Group("srv");

        Assert.Equal(2, group.MostAtOnce);

        // Of 80 steps from 50 to 1,000 ms: two until 700 ms, one after it.
        Assert.Equal((2, 2, 1, 1), (group.AtOnce[0], group.AtOnce[50], group.AtOnce[60], group.AtOnce[79]));
    }

    private int MostAtOnce(string comm) => Group(comm).MostAtOnce;

    private TimelineGroup Group(string comm)
    {
        _timeline.Build(2_000, grouping: TimelineGrouping.Comm);
        return _timeline.Rows(50, 1_000, withQuiet: true).Select(r => r.Group).OfType<TimelineGroup>().Single(g => g.Name == comm);
    }
}
