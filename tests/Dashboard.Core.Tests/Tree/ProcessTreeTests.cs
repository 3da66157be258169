using CsCheck;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

public sealed class ProcessTreeTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void Page_ParentsAndChildren_ComeInTreeOrderWithTheirPlaces()
    {
        var init = _story.Snapshot(1, "init");
        var a = _story.Fork(init, 10);
        var b = _story.Fork(init, 20);
        var aChild = _story.Fork(a, 30);

        var page = Page(new TreeQuery { NowBootNs = _story.NowNs });
        Assert.Equal([init, a, aChild, b], page.Rows.Select(r => r.Id));
        Assert.Equal([1, 2, 3, 2], page.Rows.Select(r => r.Level));
        Assert.Equal((1, 2), (page.Rows[1].PosInSet, page.Rows[1].SetSize));
        Assert.Equal((2, 2), (page.Rows[3].PosInSet, page.Rows[3].SetSize));
        Assert.True(page.Rows[1].HasChildren);
        Assert.False(page.Rows[3].HasChildren);
    }

    [Fact]
    public void Page_ExitedProcess_LingersThenGoes()
    {
        var init = _story.Snapshot(1, "init");
        var gone = _story.Fork(init, 10);
        _story.Exit(gone).Reap(gone);
        var exit = _story.NowNs;

        Assert.Equal(2, Page(new TreeQuery { NowBootNs = exit, LingerNs = 3_000_000_000 }).Total);
        Assert.Equal(1, Page(new TreeQuery { NowBootNs = exit + 4_000_000_000, LingerNs = 3_000_000_000 }).Total);
        Assert.Equal(2, Page(new TreeQuery { NowBootNs = exit + 4_000_000_000, LingerNs = null }).Total);
        Assert.Equal(2, Page(new TreeQuery { NowBootNs = exit + 4_000_000_000, Pinned = gone }).Total);
    }

    [Fact]
    public void Page_ExitedParentOfALiveChild_Stays()
    {
        var init = _story.Snapshot(1, "init");
        var parent = _story.Fork(init, 10);
        var child = _story.Fork(parent, 11);
        _story.Exit(parent).Reap(parent);

        var page = Page(new TreeQuery { NowBootNs = _story.NowNs + 60_000_000_000 });
        Assert.Equal([init, parent, child], page.Rows.Select(r => r.Id));
        Assert.False(page.Rows[1].IsMatch);
    }

    [Fact]
    public void Page_Filter_KeepsAncestorsAndCountsTheHidden()
    {
        var init = _story.Snapshot(1, "init");
        var a = _story.Fork(init, 10);
        var b = _story.Fork(init, 20);
        _story.Exec(b, "/usr/bin/cc1");

        var query = new TreeQuery { NowBootNs = _story.NowNs, Matches = r => r.Comm == "cc1" };
        var page = Page(query);
        Assert.Equal([init, b], page.Rows.Select(r => r.Id));
        Assert.Equal([false, true], page.Rows.Select(r => r.IsMatch));
        Assert.Equal((1, 1), (page.Matched, page.Hidden));
        Assert.DoesNotContain(page.Rows, r => r.Id == a);

        var only = Assert.Single(Page(query with { MatchesOnly = true }).Rows);
        Assert.Equal((b, 1), (only.Id, only.Level));
    }

    [Fact]
    public void Page_Collapsed_HidesWhatIsBelow()
    {
        var init = _story.Snapshot(1, "init");
        var a = _story.Fork(init, 10);
        _story.Fork(a, 11);

        var page = Page(new TreeQuery { NowBootNs = _story.NowNs, Collapsed = new HashSet<ProcessId> { a } });
        Assert.Equal([init, a], page.Rows.Select(r => r.Id));
        Assert.True(page.Rows[1].HasChildren);
        Assert.False(page.Rows[1].Expanded);
    }

    [Fact]
    public void Page_Zoom_BeginsAtTheProcess()
    {
        var init = _story.Snapshot(1, "init");
        var a = _story.Fork(init, 10);
        var child = _story.Fork(a, 11);

        var page = Page(new TreeQuery { NowBootNs = _story.NowNs, Zoom = a });
        Assert.Equal([a, child], page.Rows.Select(r => r.Id));
        Assert.Equal(1, page.Rows[0].Level);
    }

    [Fact]
    public void Page_Window_GivesOnlyItsRows()
    {
        var init = _story.Snapshot(1, "init");
        for (var i = 0; i < 100; i++)
        {
            _story.Fork(init, 1_000 + i);
        }

        var page = Page(new TreeQuery { NowBootNs = _story.NowNs, Offset = 50, Limit = 10 });
        Assert.Equal(101, page.Total);
        Assert.Equal(Enumerable.Range(1_049, 10), page.Rows.Select(r => r.Id.Pid));
        Assert.Equal(50, ProcessTree.IndexOf(new QueryRun(_store, TimeProvider.System), new TreeQuery { NowBootNs = _story.NowNs }, page.Rows[0].Id));
    }

    [Fact]
    public void Page_LineageOfFiftyThousand_DoesNotOverflowTheStack()
    {
        var last = _story.Snapshot(1, "init");
        for (var i = 0; i < 50_000; i++)
        {
            last = _story.Fork(last, 2 + i);
        }

        Assert.Equal(50_001, Page(new TreeQuery { NowBootNs = _story.NowNs, Offset = 50_000 }).Rows[0].Level);
    }

    /// <summary>Reading only live and recently ended processes gives the same tree as reading all.</summary>
    [Fact]
    public void Page_RandomLives_ShowsWhatTheWholeTreeWouldWithoutTheOld()
        => Gen.Select(Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1000]).Array[0, 300], Gen.Int[0, 200], Gen.Int[0, 300], Gen.Bool).Sample(input =>
        {
            var (steps, lingerMs, zoomAt, isZoomed) = input;
            var story = new Story();
            var ids = new List<ProcessId> { story.Snapshot(1, "init") };
            foreach (var (action, who) in steps)
            {
                var actor = ids[who % ids.Count];
                if (action < 3)
                {
                    ids.Add(story.Fork(actor, 2 + ids.Count));
                }
                else
                {
                    story.Exit(actor).Reap(actor);
                }
            }

            var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = 30, UnpackedExited = 5 });
            store.Apply(story.Take());
            var linger = lingerMs * 1_000_000L;
            var query = new TreeQuery
            {
                NowBootNs = story.NowNs, LingerNs = linger, Zoom = isZoomed ? ids[zoomAt % ids.Count] : null, Pinned = ids[zoomAt / 2 % ids.Count],
                Limit = 1_000, Matches = r => r.Pid % 3 != 0,
            };
            var whole = query with
            {
                LingerNs = null,
                Matches = r => r.Pid % 3 != 0 && (r.Alive || r.Exit!.BootNs >= query.NowBootNs - linger || r.Id == query.Pinned),
            };

            var (recent, all) = (ProcessTree.Page(new QueryRun(store, TimeProvider.System), query), ProcessTree.Page(new QueryRun(store, TimeProvider.System), whole));
            Assert.Equal(all.Rows.Select(Place), recent.Rows.Select(Place));
            Assert.Equal((all.Total, all.Matched), (recent.Total, recent.Matched));
        });

    private static (ProcessId, int, int, int, bool, bool) Place(TreeRow row)
        => (row.Id, row.Level, row.PosInSet, row.SetSize, row.HasChildren, row.IsMatch);

    private TreePage Page(TreeQuery query)
    {
        _store.Apply(_story.Take());
        return ProcessTree.Page(new QueryRun(_store, TimeProvider.System), query);
    }
}
