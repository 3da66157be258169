using CsCheck;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

/// <summary>The tree grouped by container, cgroup or session.</summary>
public sealed class TreeGroupTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void Page_ByContainer_PutsEachProcessUnderItsContainerAndThoseWithoutLast()
    {
        var init = Found(1, "systemd", null, cgroup: "/init.scope");
        var runtime = Found(50, "containerd-shim", init, cgroup: "/system.slice/shim");
        var inside = Born(runtime, 300, "/box/b1", container: "b1");
        var child = Born(inside, 301, "/box/b1", container: "b1");
        var other = Born(runtime, 302, "/box/a2", container: "a2");

        var rows = Page(TreeGrouping.Container).Rows;

        Assert.Equal(["a2", "b1", null], rows.Where(r => r.Group is not null).Select(r => r.Group!.Key.Name));
        Assert.Equal([default, other, default, inside, child, default, init, runtime], rows.Select(r => r.Id));
        Assert.Equal([1, 2, 1, 2, 3, 1, 2, 3], rows.Select(r => r.Level));
        Assert.Equal([(1, 3), (1, 1), (2, 3), (1, 1), (1, 1), (3, 3), (1, 1), (1, 1)], rows.Select(r => (r.PosInSet, r.SetSize)));
        Assert.True(rows[5].Group is { Key.IsKnown: true, Count: 2, Running: 2, Failed: 0 });
    }

    [Fact]
    public void Page_WithoutAKnownCgroup_DoesNotSayThatThereIsNoContainer()
    {
        Found(1, "systemd", null, cgroup: "/init.scope");
        Found(2, "unknown", null, cgroup: null);

        Assert.Equal([true, false], Page(TreeGrouping.Container).Rows.Where(r => r.Group is not null).Select(r => r.Group!.Key.IsKnown));
    }

    [Fact]
    public void Page_ChildInTheGroupOfItsGrandparent_IsARootThere()
    {
        var shell = Found(200, "bash", null, session: 10);
        var daemon = Born(shell, 300, session: 20);
        var back = Born(daemon, 301, session: 10);
        var sibling = Born(shell, 302, session: 10);

        var page = Page(TreeGrouping.Session);

        Assert.Equal([default, shell, sibling, back, default, daemon], page.Rows.Select(r => r.Id));
        Assert.Equal([1, 2, 3, 2, 1, 2], page.Rows.Select(r => r.Level));
        Assert.Equal(4, page.Processes);
    }

    [Fact]
    public void Page_BySession_GoesByNumber()
    {
        Found(1, "a", null, session: 900);
        Found(2, "b", null, session: 1_000);
        Found(3, "c", null, session: 80);

        Assert.Equal(["80", "900", "1000"], Page(TreeGrouping.Session).Rows.Where(r => r.Group is not null).Select(r => r.Group!.Key.Name));
    }

    [Fact]
    public void Page_CollapsedGroup_IsOneRowWithItsCounts()
    {
        var shell = Found(200, "bash", null, cgroup: "/user");
        _story.Exit(Born(shell, 300, "/user"), 1);
        _story.Exit(Born(shell, 301, "/user"));
        Found(201, "other", null, cgroup: "/zoo");
        var key = new TreeGroupKey("/user", true);

        var page = Page(TreeGrouping.Cgroup, q => q with { CollapsedGroups = new HashSet<TreeGroupKey> { key } });

        Assert.Equal(3, page.Total);
        Assert.Equal(new TreeGroup(key, 3, 1, 1), page.Rows[0].Group);
        Assert.False(page.Rows[0].Expanded);
        Assert.Equal(new TreeRowKey(default, Group: key), page.Rows[0].Key);
    }

    [Fact]
    public void Page_Filter_ShowsGroupsOfMatchesOnlyAndCountsProcesses()
    {
        var shell = Found(200, "bash", null, cgroup: "/user");
        var match = Born(shell, 300, "/user");
        Found(201, "other", null, cgroup: "/zoo");
        bool Matches(ProcessRecord p) => p.Id == match;

        var page = Page(TreeGrouping.Cgroup, q => q with { Matches = Matches });
        Assert.Equal([default, shell, match], page.Rows.Select(r => r.Id));
        Assert.Equal((1, 2, 2), (page.Matched, page.Processes, page.Rows[0].Group!.Count));

        var only = Page(TreeGrouping.Cgroup, q => q with { Matches = Matches, MatchesOnly = true });
        Assert.Equal([default, match], only.Rows.Select(r => r.Id));
        Assert.Equal((1, 1), (only.Processes, only.Rows[0].Group!.Count));
    }

    [Fact]
    public void Page_StormsOfTwoGroups_AreTwoRows()
    {
        foreach (var session in (int[])[10, 20])
        {
            var shell = Found(session, "bash", null, session: 5);
            for (var i = 0; i < 4; i++)
            {
                _story.Exit(Born(shell, (session * 10) + i, session: session));
            }
        }

        var page = Page(TreeGrouping.Session, q => q with { StormSize = 4 });

        var storms = page.Rows.Where(r => r.Storm is not null).ToList();
        Assert.Equal([new TreeRowKey(default, "bash", new("10", true)), new TreeRowKey(default, "bash", new("20", true))], storms.Select(r => r.Key));
        Assert.All(storms, storm => Assert.Equal((4, 2), (storm.Storm!.Count, storm.Level)));
        var open = Page(TreeGrouping.Session, q => q with { StormSize = 4, OpenStorms = new HashSet<TreeRowKey> { storms[1].Key } });
        Assert.Equal(page.Total + 4, open.Total);
        Assert.Equal(storms[1].Key, open.Rows.Single(r => r.Storm is not null && r.Expanded).Key);
    }

    [Fact]
    public void IndexOf_GroupAndProcess_FindTheirRowsAndWhatTheyStandBelow()
    {
        var shell = Found(200, "bash", null, session: 10);
        var daemon = Born(shell, 300, session: 20);
        _store.Apply(_story.Take());
        var query = new TreeQuery { NowBootNs = _story.NowNs, GroupBy = TreeGrouping.Session };
        int? IndexOf(TreeRowKey key) => ProcessTree.IndexOf(Run(), query, key);

        Assert.Equal((0, 1, 2, 3), (IndexOf(new TreeRowKey(default, Group: new("10", true))), IndexOf(shell), IndexOf(new TreeRowKey(default, Group: new("20", true))), IndexOf(daemon)));
        Assert.Equal(2, ProcessTree.ParentIndexOf(Run(), query, daemon));
    }

    /// <summary>As without groups: each process once, below its group, parents before children, siblings by birth.</summary>
    [Fact]
    public void Page_AnyForest_HasEachProcessOnceInOrder()
        => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3]).Array[1, 60].Sample(births =>
        {
            var story = new Story();
            var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
            var ids = new List<ProcessId> { Found(story, 1, "init", null, null, 0) };
            foreach (var (parent, session) in births)
            {
                ids.Add(Born(story, ids[parent % ids.Count], 100 + ids.Count, null, null, session));
            }

            store.Apply(story.Take());
            var rows = ProcessTree.Page(new QueryRun(store, TimeProvider.System), new TreeQuery { NowBootNs = story.NowNs, GroupBy = TreeGrouping.Session, Limit = 1_000 }).Rows;

            Assert.Equal(ids.OrderBy(id => id.StartNs), rows.Where(r => r.Group is null).Select(r => r.Id).OrderBy(id => id.StartNs));
            var above = new Stack<TreeRow>();
            foreach (var row in rows)
            {
                while (above.Count >= row.Level)
                {
                    above.Pop();
                }

                Assert.Equal(row.Level - 1, above.Count);
                if (row.Group is null)
                {
                    Assert.Equal(above.Last().Group!.Key.Name, store.Read(view => $"{view.Processes.Find(row.Id)!.Context!.Value.Session}"));
                    Assert.True(above.Peek().Group is not null || above.Peek().Id == store.Read(view => view.Processes.Find(row.Id)!.Parent!.Value.Id));
                }

                above.Push(row);
            }

            foreach (var siblings in rows.Where(r => r.Group is null).GroupBy(r => (r.Level, Above: Above(rows, r))))
            {
                Assert.Equal(siblings.Select(r => r.Id).OrderBy(id => id.StartNs), siblings.Select(r => r.Id));
            }
        });

    private static int Above(IReadOnlyList<TreeRow> rows, TreeRow row)
    {
        for (var i = rows.ToList().IndexOf(row) - 1; ; i--)
        {
            if (rows[i].Level < row.Level)
            {
                return i;
            }
        }
    }

    private ProcessId Found(int pid, string comm, ProcessId? parent, string? cgroup = null, int? session = null) => Found(_story, pid, comm, parent, cgroup, session);

    private static ProcessId Found(Story story, int pid, string comm, ProcessId? parent, string? cgroup, int? session)
        => WithContext(story, story.Snapshot(pid, comm, parent), new ProcessContext { Cgroup = cgroup, Session = session });

    private ProcessId Born(ProcessId parent, int pid, string? cgroup = null, string? container = null, int? session = null)
        => Born(_story, parent, pid, cgroup, container, session);

    private static ProcessId Born(Story story, ProcessId parent, int pid, string? cgroup, string? container, int? session)
        => WithContext(story, story.Fork(parent, pid), new ProcessContext { Cgroup = cgroup, Container = container, Session = session });

    /// <summary>The context of a process arrives with a separate event.</summary>
    private static ProcessId WithContext(Story story, ProcessId id, ProcessContext context)
    {
        story.Add(id, new ExecExitEvent { Syscall = "execve", Path = "/bin/x", Args = ["x"], ArgCount = 1, Context = context });
        return id;
    }

    private TreePage Page(TreeGrouping by, Func<TreeQuery, TreeQuery>? with = null)
    {
        _store.Apply(_story.Take());
        var query = new TreeQuery { NowBootNs = _story.NowNs, GroupBy = by, Limit = 1_000 };
        return ProcessTree.Page(Run(), with?.Invoke(query) ?? query);
    }

    private QueryRun Run() => new(_store, TimeProvider.System);
}
