using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Spawning;

public sealed class SpawnFiguresTests
{
    private const long AttachedBootNs = 0;
    private readonly Story _story = new();
    private readonly List<LifecycleEvent> _events = [];

    [Fact]
    public void Read_ParentsThatAreShortLived_AreOneGroupByTheirProgram()
    {
        var cron = _story.Snapshot(200, "cron", null, "/usr/sbin/cron");
        for (var i = 0; i < 5; i++)
        {
            var shell = Run(cron, 300 + i, "/bin/sh");
            Ends(Run(shell, 400 + i, "/usr/bin/job"), code: i == 0 ? 3 : 0, cpuNs: 2_000);
            Ends(shell);
            _story.NowNs += 60_000_000_000;
        }

        var figures = Read(Store());

        Assert.Equal((10, 2), (figures.Starts, figures.GroupCount));
        var (byCron, byShell) = (Group(figures, "sh"), Group(figures, "job"));
        Assert.Equal(new SpawnKey("cron", "/usr/sbin/cron", SpawnKind.Exec, "sh", "/bin/sh"), byCron.Key);
        Assert.Equal(new SpawnKey("sh", "/bin/sh", SpawnKind.Exec, "job", "/usr/bin/job"), byShell.Key);
        Assert.Equal((5, 1), (byCron.Starts, byCron.Parents));
        Assert.Equal((5, 5), (byShell.Starts, byShell.Parents));
        Assert.Equal((5, 5, 1), (byShell.Ended, byShell.ExitKnown, byShell.Failed));
        Assert.Equal((10_000, 5), (byShell.CpuNs, byShell.CpuKnown));
        Assert.Equal((5, 0), (byCron.Ended, byCron.CpuKnown));
        Assert.True(byCron.Interval is { Regular: true, MedianNs: > 60_000_000_000 and < 60_100_000_000 });
        Assert.Equal(404, byShell.Example.Pid);
    }

    [Fact]
    public void Read_Adopted_StaysWithWhoStartedIt()
    {
        var init = _story.Snapshot(1, "systemd", null, "/sbin/init");
        var shell = _story.Snapshot(200, "bash", init, "/bin/bash");
        Run(shell, 300, "/usr/bin/daemon");
        _story.Add(shell, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(init, 1, "systemd") });
        var store = Store();

        Assert.Equal("systemd", store.Read(view => view.Processes.All.Single(p => p.Pid == 300).CurrentParent?.Comm));
        Assert.Equal("bash", Group(Read(store), "daemon").Key.ParentComm);
    }

    [Fact]
    public void Read_ParentThatRunsSomethingElseByNow_CountsAsWhatItRanAtTheBirth()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Run(shell, 300, "/usr/bin/one");
        _story.Exec(shell, "/usr/bin/python3");
        Run(shell, 301, "/usr/bin/two");

        var figures = Read(Store());

        Assert.Equal("/bin/bash", Group(figures, "one").Key.ParentPath);
        Assert.Equal("/usr/bin/python3", Group(figures, "two").Key.ParentPath);
    }

    [Fact]
    public void Read_ChainOfExecs_CountsAsTheLastImage()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        _story.Exec(Run(shell, 300, "/bin/sh"), "/usr/bin/real");

        Assert.Equal("/usr/bin/real", Assert.Single(Read(Store()).Top(SpawnOrder.Starts, 10)).Key.Path);
    }

    [Fact]
    public void Read_WithoutExecOrWithFailedOnes_SaysSo()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        _story.Fork(shell, 300);
        var tries = _story.Fork(shell, 301);
        Ends(_story.FailExec(tries, "/no/such"), tries, 127);

        var keys = Read(Store()).Top(SpawnOrder.Starts, 10).Select(g => g.Key);

        Assert.Equal(
            [new SpawnKey("bash", "/bin/bash", SpawnKind.FailedExec, null, "/no/such"), new SpawnKey("bash", "/bin/bash", SpawnKind.NoExec, "bash", "/bin/bash")],
            keys);
    }

    [Fact]
    public void Read_CreatorThatIsNotTheParent_IsWhoStartedIt()
    {
        var init = _story.Snapshot(1, "systemd", null, "/sbin/init");
        var creator = _story.Snapshot(200, "clone_parent", init, "/opt/clone_parent");
        var id = new ProcessId(300, _story.NowNs);
        _story.Add(id, new ForkEvent { How = ForkMethod.Clone, Flags = ["CLONE_PARENT"], By = new ProcessReference(creator, 200, "clone_parent") });
        var taken = _story.Take();
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        store.Apply([.. taken.SkipLast(1), taken[^1] with { Parent = init, Comm = "clone_parent" }]);

        var group = Assert.Single(Read(store).Top(SpawnOrder.Starts, 10));

        Assert.Equal(("clone_parent", "/opt/clone_parent"), (group.Key.ParentComm, group.Key.ParentPath));
    }

    [Fact]
    public void Read_ThreadsWithNamesOfTheirOwn_AreOneParent()
    {
        var server = _story.Snapshot(200, "java", null, "/usr/bin/java");
        for (var i = 0; i < 3; i++)
        {
            var child = _story.Fork(server, 300 + i);
            var taken = _story.Take();
            _events.AddRange([.. taken.SkipLast(1), taken[^1] with { Comm = $"pool-thread-{i}" }]);
            _story.Exec(child, "/usr/bin/helper");
        }

        Assert.Equal(3, Assert.Single(Read(Store()).Top(SpawnOrder.Starts, 10)).Starts);
    }

    [Fact]
    public void Read_ForkThatWasNotSeen_IsCountedApart()
    {
        _story.Snapshot(200, "bash", null, "/bin/bash");
        _story.Exec(new ProcessId(300, _story.NowNs), "/usr/bin/stray");

        var figures = Read(Store());

        Assert.Equal((0, 1), (figures.Starts, figures.Unseen));
    }

    [Fact]
    public void Read_OldOnesForgotten_CountsOnlySinceAllAreHeld()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Run(shell, 299, "/usr/bin/job");
        for (var i = 0; i < 10; i++)
        {
            Ends(Run(shell, 300 + i, "/usr/bin/job"));
        }

        var store = Store(new CaptureLimits { ExitedProcesses = 4 });
        var figures = Read(store);

        // The first process still runs and is held, but others of its time were evicted.
        Assert.Equal(6, store.Read(view => view.Processes.All.Count(p => p.Pid != 1)));
        Assert.Equal(store.Read(view => view.Processes.HeldSince), figures.From);
        Assert.Equal(3, figures.Starts);
    }

    [Fact]
    public void Read_FilterAndRange_CountOnlyThose()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/usr/bin/good"));
        var from = new Timestamp(Story.EpochUnixNs + _story.NowNs);
        Ends(Run(shell, 301, "/usr/bin/bad"), code: 1);
        Ends(Run(shell, 302, "/usr/bin/good"));
        var store = Store();

        Assert.Equal(3, Read(store).Starts);
        Assert.Equal(2, Read(store, range: new TimeRange(from, null)).Starts);
        Assert.Equal(1, Read(store, range: new TimeRange(null, from)).Starts);
        Assert.Equal("bad", Assert.Single(Read(store, "is:failed").Top(SpawnOrder.Starts, 10)).Key.Comm);
        Assert.Equal(from, Read(store, range: new TimeRange(from, null)).From);
    }

    [Fact]
    public void Read_PausedBeforeTheEnd_DoesNotKnowOfIt()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var job = Run(shell, 300, "/usr/bin/job");
        var paused = _story.NowNs - 1;
        Ends(job, code: 1);
        Run(shell, 301, "/usr/bin/later");

        var group = Assert.Single(Read(Store(), nowBootNs: paused).Top(SpawnOrder.Starts, 10));

        Assert.Equal((1, 0, 0), (group.Starts, group.Ended, group.Failed));
    }

    [Fact]
    public void Top_Orders_PutTheirOwnFirst()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/usr/bin/often"));
        Ends(Run(shell, 301, "/usr/bin/often"));
        Ends(Run(shell, 302, "/usr/bin/broken"), code: 1);
        Ends(Run(shell, 303, "/usr/bin/busy"), cpuNs: 5);
        var figures = Read(Store());

        Assert.Equal("often", figures.Top(SpawnOrder.Starts, 1)[0].Key.Comm);
        Assert.Equal("broken", figures.Top(SpawnOrder.Failed, 1)[0].Key.Comm);
        Assert.Equal("busy", figures.Top(SpawnOrder.Cpu, 1)[0].Key.Comm);
    }

    [Fact]
    public void Read_ManyProcesses_HoldsTheStoreForABoundedNumberOfRows()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < 3 * QueryRun.MaxRows; i++)
        {
            Ends(Run(shell, 1_000 + i, "/usr/bin/job"));
        }

        var store = Store();
        var rests = 0;
        var figures = SpawnFigures.Read(
            new QueryRun(store, TimeProvider.System, rest: _ => rests++), Filter.Everything, default, AttachedBootNs, store.Read(view => view.Clock.NowBootNs));

        Assert.Equal(3 * QueryRun.MaxRows, figures.Starts);
        Assert.True(rests >= 3, $"{rests} rests");
    }

    private ProcessId Run(ProcessId parent, int pid, string path)
    {
        var id = _story.Fork(parent, pid);
        _story.Exec(id, path);
        return id;
    }

    private void Ends(ProcessId id, int code = 0, long? cpuNs = null) => Ends(_story, id, code, cpuNs);

    private static void Ends(Story story, ProcessId id, int code, long? cpuNs = null)
        => story.Add(id, new ExitEvent { ExitCode = code, Usage = cpuNs is { } ns ? new ResourceUsage { UserNs = ns - (ns / 4), SystemNs = ns / 4 } : null });

    private LifecycleStore Store(CaptureLimits? limits = null)
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), limits);
        store.Apply([.. _events, .. _story.Take()]);
        return store;
    }

    private static SpawnGroup Group(SpawnFigures figures, string comm) => figures.Top(SpawnOrder.Starts, 100).Single(g => g.Key.Comm == comm);

    private static SpawnFigures Read(LifecycleStore store, string filter = "", TimeRange range = default, long? nowBootNs = null)
        => SpawnFigures.Read(
            new QueryRun(store, TimeProvider.System), Filter.TryParse(filter, out var wanted, out _) ? wanted : throw new ArgumentException(filter),
            range, AttachedBootNs, nowBootNs ?? store.Read(view => view.Clock.NowBootNs));
}
