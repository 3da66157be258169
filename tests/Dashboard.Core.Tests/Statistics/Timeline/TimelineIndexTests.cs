using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

/// <summary>The index reads the table in slices, between which the writer continues.</summary>
public sealed class TimelineIndexTests
{
    private readonly TimelineBuilder _timeline = new();

    [Fact]
    public void Build_WhileProcessesComeAndGo_MeetsEachThatWasThereOnce()
    {
        const int Count = 3 * QueryRun.MaxRows;
        var init = _timeline.Story.Snapshot(1, "init");
        var shell = _timeline.Born(init, 2, 1);
        var there = new List<ProcessId>();
        for (var i = 0; i < Count; i++)
        {
            there.Add(_timeline.Born(shell, 100 + i, 2 + (i * 0.001)));
            if (i % 2 == 0)
            {
                _timeline.Ends(there[^1], 2 + (i * 0.001), reaped: false);
            }
        }

        _timeline.Store.Apply(_timeline.Story.Take());
        var slices = 0;
        _timeline.Index.Build(
            new QueryRun(_timeline.Store, TimeProvider.System, rest: _ =>
            {
                // Meanwhile processes start and end.
                _timeline.Born(shell, 10_000 + slices, 100 + slices);
                _timeline.Ends(there[(2 * slices) + 1], 100 + slices, reaped: false);
                _timeline.Store.Apply(_timeline.Story.Take());
                slices++;
            }),
            new TimelineQuery { NowBootNs = TimelineBuilder.At(1_000) });

        Assert.True(slices >= 3, $"{slices} slices");
        var lives = _timeline.Index.Lives.ToArray();
        Assert.Equal(lives.Length, lives.Select(l => l.Id).Distinct().Count());
        Assert.Empty(there.Except(lives.Select(l => l.Id)));
        Assert.All(lives.Skip(1), life => Assert.True(lives[life.Parent].Id == (life.Id == shell ? init : shell)));
        Assert.Equal(lives.OrderBy(l => l.StartNs).Select(l => l.Id), lives.Select(l => l.Id));
    }

    [Fact]
    public void Build_OfOneProcess_KnowsGroupsAndFailuresBelowItOnly()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var (one, other) = (_timeline.Born(init, 2, 1), _timeline.Born(init, 3, 1));
        var (below, beside) = (_timeline.Born(one, 4, 2, "/usr/bin/below"), _timeline.Born(other, 5, 2, "/usr/bin/beside"));
        _timeline.Story.FailExec(below, "/no/such");
        _timeline.Story.FailExec(beside, "/no/such");

        var index = _timeline.Build(1_000, grouping: TimelineGrouping.Comm, zoom: one);

        Assert.Equal([one, below], index.Lives.ToArray().Select(l => l.Id));
        Assert.DoesNotContain("beside", index.Groups);
        Assert.Single(index.RunningFailures);
        Assert.Equal(2, index.Matched);
    }
}
