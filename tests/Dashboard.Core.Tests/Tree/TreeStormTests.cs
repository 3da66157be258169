using CsCheck;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

/// <summary>Many ended children with one name share a row, and no running or selected process is hidden in it.</summary>
public sealed class TreeStormTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    private TreeQuery Query => new() { NowBootNs = _story.NowNs, LingerNs = null };

    [Fact]
    public void Page_TwentyFiveEndedChildrenOfOneName_AreOneRow()
    {
        var shell = _story.Snapshot(1, "sh");
        Burst(shell, 25, "nop", failed: 3);

        var page = Page(Query);

        Assert.Equal(["sh", "nop"], page.Rows.Select(r => r.Comm));
        var row = page.Rows[1];
        Assert.Equal((2, 1, 1), (row.Level, row.PosInSet, row.SetSize));
        Assert.True(row is { HasChildren: true, Expanded: false });
        Assert.Equal((25, 25, 3, 25), (row.Storm!.Count, row.Storm.Of, row.Storm.Failed, row.Storm.Matches));
        Assert.Equal(2_000_000, row.Storm.MedianNs);
        Assert.Equal((2, 26, 26, 0), (page.Total, page.Processes, page.Matched, page.Hidden));
    }

    [Fact]
    public void Page_TwentyFourEndedChildren_EachHaveTheirRow()
    {
        var shell = _story.Snapshot(1, "sh");
        Burst(shell, 24, "nop");

        Assert.Equal(25, Page(Query).Total);
    }

    /// <summary>A storm is fast: what a service starts every 3 s is not folded, unless a burst of it was.</summary>
    [Theory]
    [InlineData(3_000, 61)]
    [InlineData(500, 2)]
    public void Page_SixtyEndedChildren_AreOneRowOnlyIfTheyCameFast(int everyMs, int rows)
    {
        var shell = _story.Snapshot(1, "sh");
        for (var i = 0; i < 60; i++)
        {
            _story.NowNs += everyMs * 1_000_000L;
            Burst(shell, 1, "job");
        }

        Assert.Equal(rows, Page(Query).Total);
    }

    [Fact]
    public void Page_WhatStillRunsAmongAStorm_KeepsItsRow()
    {
        var shell = _story.Snapshot(1, "sh");
        Burst(shell, 30, "nop");
        var alive = _story.Fork(shell, 5_000);
        _story.Exec(alive, "/bin/nop");

        // It has ended, but a child of it runs.
        var parent = _story.Fork(shell, 5_001);
        _story.Exec(parent, "/bin/nop");
        var child = _story.Fork(parent, 5_002);
        _story.Exit(parent);

        var page = Page(Query);

        Assert.Equal([null, 30, null, null, null], page.Rows.Select(r => r.Storm?.Count));
        Assert.Equal([alive, parent, child], page.Rows.Skip(2).Select(r => r.Id));
        Assert.Equal([1, 2, 3], page.Rows.Where(r => r.Level == 2).Select(r => r.PosInSet));
    }

    [Fact]
    public void Page_OpenedStorm_ShowsItsChildrenBelowIt()
    {
        var shell = _story.Snapshot(1, "sh");
        var other = _story.Fork(shell, 9_000);
        var storm = Burst(shell, 40, "nop");
        var open = Query with { OpenStorms = new HashSet<TreeRowKey> { new(shell, "nop") } };

        var page = Page(open);

        Assert.Equal([1, 2, .. Enumerable.Repeat(3, 40), 2], page.Rows.Select(r => r.Level));
        Assert.Equal(storm, page.Rows.Skip(2).Take(40).Select(r => r.Id));
        Assert.Equal((40, 40), (page.Rows[41].PosInSet, page.Rows[41].SetSize));
        Assert.Equal(other, page.Rows[^1].Id);
        Assert.Equal(42, page.Processes);
        Assert.Equal(1, ProcessTree.ParentIndexOf(new QueryRun(_store, TimeProvider.System), open, storm[7]));
        Assert.Equal(1, ProcessTree.IndexOf(new QueryRun(_store, TimeProvider.System), open, new TreeRowKey(shell, "nop")));
    }

    [Fact]
    public void Page_SelectedProcessOfAClosedStorm_HasItsOwnRow()
    {
        var shell = _story.Snapshot(1, "sh");
        var storm = Burst(shell, 40, "nop");

        var page = Page(Query with { Pinned = storm[7] });

        Assert.Equal(39, page.Rows[1].Storm!.Count);
        Assert.Equal(storm[7], page.Rows[2].Id);
    }

    [Fact]
    public void Page_FilteredStorm_SaysHowManyOfHowManyMatch()
    {
        var shell = _story.Snapshot(1, "sh");
        Burst(shell, 100, "nop", failed: 40);
        Burst(shell, 100, "true");

        var page = Page(Query with { Matches = r => r.Failed });

        Assert.Equal(["sh", "nop"], page.Rows.Select(r => r.Comm));
        Assert.Equal((40, 100, 40), (page.Rows[1].Storm!.Count, page.Rows[1].Storm!.Of, page.Rows[1].Storm!.Failed));
        Assert.Equal((40, 160), (page.Matched, page.Hidden));
        Assert.Equal(41, Page(Query with { Matches = r => r.Failed, StormSize = int.MaxValue }).Total);

        // A small number is shown as separate rows.
        Assert.Equal(11, Page(Query with { Matches = r => r.Comm == "nop" && r.Pid % 10 == 0 }).Total);
    }

    [Fact]
    public void Page_MatchInsideAStorm_IsCounted()
    {
        var shell = _story.Snapshot(1, "make");
        for (var i = 0; i < 30; i++)
        {
            var sh = _story.Fork(shell, 100 + 2 * i);
            _story.Exec(sh, "/bin/sh");
            var cc = _story.Fork(sh, 101 + 2 * i);
            _story.Exec(cc, "/usr/bin/cc1").Exit(cc).Exit(sh);
        }

        var row = Page(Query with { Matches = r => r.Comm == "cc1" }).Rows[1];

        Assert.Equal(("sh", 30, 30), (row.Comm, row.Storm!.Count, row.Storm.Matches));
    }

    [Fact]
    public void Page_PausedBeforeTheEnd_ShowsThemRunningStill()
    {
        var shell = _story.Snapshot(1, "sh");
        var ids = new List<ProcessId>();
        for (var i = 0; i < 30; i++)
        {
            ids.Add(_story.Fork(shell, 100 + i));
        }

        var paused = _story.NowNs;
        ids.ForEach(id => _story.Exit(id));

        Assert.Equal(31, Page(Query with { NowBootNs = paused }).Total);
        Assert.Equal(2, Page(Query).Total);
    }

    [Fact]
    public void Page_StormOfAHundredThousand_IsAFewRowsWithExactCounts()
    {
        var shell = _story.Snapshot(1, "sh");
        Burst(shell, 100_000, "nop", failed: 777);

        var page = Page(Query);

        Assert.Equal(2, page.Total);
        Assert.Equal((100_000, 777), (page.Rows[1].Storm!.Count, page.Rows[1].Storm!.Failed));
    }

    [Fact]
    public void Page_ByCurrentParent_HangsOrphansUnderWhoTookThem()
    {
        var init = _story.Snapshot(1, "init");
        var parent = _story.Fork(init, 10);
        var orphan = _story.Fork(parent, 11);
        var below = _story.Fork(orphan, 12);
        _story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(init, 1, null) }).Reap(parent);

        var birth = Page(Query);
        var now = Page(Query with { By = TreeLineage.CurrentParent });

        Assert.Equal([init, parent, orphan, below], birth.Rows.Select(r => r.Id));
        Assert.Equal([1, 2, 3, 4], birth.Rows.Select(r => r.Level));
        Assert.Equal([init, parent, orphan, below], now.Rows.Select(r => r.Id));
        Assert.Equal([1, 2, 2, 3], now.Rows.Select(r => r.Level));
        Assert.Equal([orphan, below], Page(Query with { By = TreeLineage.CurrentParent, Zoom = orphan }).Rows.Select(r => r.Id));
        Assert.Equal([init, orphan, below], Page(Query with { By = TreeLineage.CurrentParent, LingerNs = 0, NowBootNs = _story.NowNs + 1 }).Rows.Select(r => r.Id));
    }

    /// <summary>Expanding every storm shows each process once, and collapsing them keeps the counts.</summary>
    [Fact]
    public void Page_RandomLives_ShowsEveryProcessOnce()
        => Gen.Select(Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9]).Array[0, 200], Gen.Bool).Sample(input =>
        {
            var (steps, byParent) = input;
            var story = new Story();
            var ids = new List<ProcessId> { story.Snapshot(1, "init") };
            foreach (var (action, who) in steps)
            {
                var actor = ids[who % ids.Count];
                if (action < 4)
                {
                    var child = story.Fork(actor, 2 + ids.Count);
                    ids.Add(child);
                    if (action > 1)
                    {
                        story.Exit(child);
                    }
                }
                else if (actor.Pid != 1)
                {
                    story.Add(actor, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(ids[0], 1, null) });
                }
            }

            var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
            store.Apply(story.Take());
            var query = new TreeQuery
            {
                NowBootNs = story.NowNs, LingerNs = null, Limit = 10_000, StormSize = 3,
                By = byParent ? TreeLineage.CurrentParent : TreeLineage.Birth,
            };
            var closed = ProcessTree.Page(new QueryRun(store, TimeProvider.System), query);
            var open = closed;
            for (var round = 0; round < 200 && open.Rows.Any(r => r is { Storm: not null, Expanded: false }); round++)
            {
                query = query with { OpenStorms = query.OpenStorms.Concat(open.Rows.Where(r => r.Storm is not null).Select(r => r.Key)).ToHashSet() };
                open = ProcessTree.Page(new QueryRun(store, TimeProvider.System), query);
            }

            Assert.Equal(ids.ToHashSet(), open.Rows.Where(r => r.Storm is null).Select(r => r.Id).ToHashSet());
            Assert.Equal(ids.Count, open.Rows.Count(r => r.Storm is null));
            Assert.Equal((ids.Count, ids.Count), (closed.Processes, open.Processes));
            Assert.All(closed.Rows.Where(r => r.Storm is null && r.State == ProcessState.Running), r => Assert.True(r.IsMatch));
            Assert.Equal(open.Rows.Count(r => r.State == ProcessState.Running), closed.Rows.Count(r => r.State == ProcessState.Running));
        });

    private List<ProcessId> Burst(ProcessId parent, int count, string comm, int failed = 0)
    {
        var first = 1_000 + (int)(_story.NowNs / 1_000_000);
        var ids = new List<ProcessId>(count);
        for (var i = 0; i < count; i++)
        {
            var id = _story.Fork(parent, first + i);
            _story.Exec(id, $"/bin/{comm}").Exit(id, i < failed ? 1 : 0);
            ids.Add(id);
        }

        return ids;
    }

    private TreePage Page(TreeQuery query)
    {
        _store.Apply(_story.Take());
        return ProcessTree.Page(new QueryRun(_store, TimeProvider.System), query);
    }
}
