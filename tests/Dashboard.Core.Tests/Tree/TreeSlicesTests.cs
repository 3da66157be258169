using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

/// <summary>A tree is read in slices, between which the writer continues.</summary>
public sealed class TreeSlicesTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Theory]
    [InlineData(TreeLineage.Birth)]
    [InlineData(TreeLineage.CurrentParent)]
    public void Page_WhileProcessesComeAndGo_HasEachThatWasThereOnce(TreeLineage by)
    {
        const int Count = 3 * QueryRun.MaxRows;
        var shell = _story.Fork(_story.Snapshot(1, "init"), 2);
        var there = Enumerable.Range(0, Count).Select(i => _story.Fork(shell, 100 + i)).ToList();
        there.Where((_, i) => i % 2 == 0).ToList().ForEach(id => _story.Exit(id));
        _store.Apply(_story.Take());
        var slices = 0;
        var run = new QueryRun(_store, TimeProvider.System, rest: _ =>
        {
            // Meanwhile processes start and end.
            _story.Fork(shell, 20_000 + slices);
            _story.Exit(there[(2 * slices) + 1]);
            _store.Apply(_story.Take());
            slices++;
        });

        var page = ProcessTree.Page(run, new TreeQuery { NowBootNs = _story.NowNs, LingerNs = null, By = by, StormSize = int.MaxValue, Limit = 2 * Count });

        Assert.True(slices >= 3, $"{slices} slices");
        var shown = page.Rows.Select(r => r.Id).ToList();
        Assert.Equal(shown.Count, shown.Distinct().Count());
        Assert.Empty(there.Except(shown));
        Assert.Equal((1, 2), (page.Rows[0].Level, page.Rows[1].Level));
        Assert.All(page.Rows.Skip(2), row => Assert.Equal(3, row.Level));
        Assert.Equal(shown.OrderBy(id => id.StartNs), shown);
    }

    /// <summary>While the view is paused they are left out, wherever they are.</summary>
    [Fact]
    public void Page_OfAnEarlierMoment_DoesNotCallHiddenWhatCameLater()
    {
        var init = _story.Snapshot(1, "init");
        var (one, other) = (_story.Fork(init, 2), _story.Fork(init, 3));
        _story.Fork(one, 4);
        var stopped = _story.NowNs - 1;
        _story.Fork(one, 5);
        _story.Fork(other, 6);
        _store.Apply(_story.Take());

        var page = ProcessTree.Page(
            new QueryRun(_store, TimeProvider.System),
            new TreeQuery { NowBootNs = stopped, Zoom = one, Matches = p => p.Id.StartNs <= stopped && p.Id == one });

        Assert.Equal((1, 1), (page.Matched, page.Hidden));
    }

    /// <summary>Finding the ancestors takes as many slices as necessary.</summary>
    [Fact]
    public void Page_OfALongLineage_ReadsItInSlices()
    {
        const int Count = 3 * QueryRun.MaxRows;
        var parent = _story.Snapshot(1, "init");
        for (var i = 0; i < Count; i++)
        {
            var child = _story.Fork(parent, 100 + i);
            _story.Exit(parent);
            parent = child;
        }

        _store.Apply(_story.Take());
        var slices = 0;

        // All but the last ended long ago.
        var page = ProcessTree.Page(
            new QueryRun(_store, TimeProvider.System, rest: _ => slices++),
            new TreeQuery { NowBootNs = _story.NowNs + 60_000_000_000, Limit = Count + 1 });

        Assert.True(slices >= 3, $"{slices} slices");
        Assert.Equal(Count + 1, page.Rows.Count);
        Assert.Equal(parent, page.Rows[^1].Id);
        Assert.Equal(1, page.Matched);
    }
}
