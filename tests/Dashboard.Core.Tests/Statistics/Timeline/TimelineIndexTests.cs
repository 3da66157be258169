using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

/// <summary>The index reads the table in slices, between which the writer continues.</summary>
public sealed class TimelineIndexTests
{
    private readonly TimelineTale _tale = new();

    [Fact]
    public void Build_WhileProcessesComeAndGo_MeetsEachThatWasThereOnce()
    {
        const int Count = 3 * QueryRun.MaxRows;
        var init = _tale.Story.Snapshot(1, "init");
        var shell = _tale.Born(init, 2, 1);
        var there = new List<ProcessId>();
        for (var i = 0; i < Count; i++)
        {
            there.Add(_tale.Born(shell, 100 + i, 2 + (i * 0.001)));
            if (i % 2 == 0)
            {
                _tale.Ends(there[^1], 2 + (i * 0.001), reaped: false);
            }
        }

        _tale.Store.Apply(_tale.Story.Take());
        var slices = 0;
        _tale.Index.Build(
            new QueryRun(_tale.Store, TimeProvider.System, rest: _ =>
            {
                // Meanwhile processes start and end.
                _tale.Born(shell, 10_000 + slices, 100 + slices);
                _tale.Ends(there[(2 * slices) + 1], 100 + slices, reaped: false);
                _tale.Store.Apply(_tale.Story.Take());
                slices++;
            }),
            new TimelineQuery { NowBootNs = TimelineTale.At(1_000) });

        Assert.True(slices >= 3, $"{slices} slices");
        var lives = _tale.Index.Lives.ToArray();
        Assert.Equal(lives.Length, lives.Select(l => l.Id).Distinct().Count());
        Assert.Empty(there.Except(lives.Select(l => l.Id)));
        Assert.All(lives.Skip(1), life => Assert.True(lives[life.Parent].Id == (life.Id == shell ? init : shell)));
        Assert.Equal(lives.OrderBy(l => l.StartNs).Select(l => l.Id), lives.Select(l => l.Id));
    }

    [Fact]
    public void Build_OfOneProcess_KnowsGroupsAndFailuresBelowItOnly()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var (one, other) = (_tale.Born(init, 2, 1), _tale.Born(init, 3, 1));
        var (below, beside) = (_tale.Born(one, 4, 2, "/usr/bin/below"), _tale.Born(other, 5, 2, "/usr/bin/beside"));
        _tale.Story.FailExec(below, "/no/such");
        _tale.Story.FailExec(beside, "/no/such");

        var index = _tale.Build(1_000, grouping: TimelineGrouping.Comm, zoom: one);

        Assert.Equal([one, below], index.Lives.ToArray().Select(l => l.Id));
        Assert.DoesNotContain("beside", index.Groups);
        Assert.Single(index.RunningFailures);
        Assert.Equal(2, index.Matched);
    }
}
