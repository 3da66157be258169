using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

public sealed class ProcessTableTests
{
    private readonly Story _story = new();
    private LifecycleStore _store = NewStore();

    private ProcessTable Table
    {
        get
        {
            _store.Apply(_story.Take());
            return _store.Read(view => view.Processes);
        }
    }

    [Fact]
    public void Apply_ExecWithoutFork_IsOneProcessWithTwoImages()
    {
        var shell = _story.Snapshot(100, "sh");
        var process = _story.Fork(shell, 8241);
        _story.Exec(process, "/tmp/exec_test").Exec(process, "/bin/id");

        var record = Table.Find(process)!;
        Assert.Equal(["sh", "exec_test", "id"], record.Images.Select(i => i.Comm));
        Assert.Equal([0, 1, 2], record.Images.Select(i => i.N));
        Assert.Equal((process.StartNs, record.Start), (record.Images[0].BootNs, record.Images[0].Time));
        Assert.Single(Table.Lives(8241)!.Lives);
    }

    [Fact]
    public void Apply_ForkThenExecInChild_IsTwoProcesses()
    {
        var shell = _story.Snapshot(100, "sh");
        var parent = _story.Fork(shell, 8268);
        _story.Exec(parent, "/tmp/fork_exec_test");
        var child = _story.Fork(parent, 8276);
        _story.Exec(child, "/bin/id");

        Assert.Equal(["sh", "fork_exec_test"], Table.Find(parent)!.Images.Select(i => i.Comm));
        Assert.Equal(["fork_exec_test", "id"], Table.Find(child)!.Images.Select(i => i.Comm));
        Assert.Equal(parent, Table.Find(child)!.Parent!.Value.Id);
        Assert.Equal("/tmp/fork_exec_test", Table.Find(child)!.Images[0].Path);
    }

    [Fact]
    public void Apply_FailedExec_KeepsTheImage()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.FailExec(shell, "/no/such");

        var record = Table.Find(shell)!;
        Assert.Equal("sh", record.Image.Comm);
        Assert.Equal("ENOENT", Assert.Single(record.FailedExecs).Errno);
        Assert.True(record.Failed);
    }

    [Fact]
    public void Apply_ThreeLivesOfOnePid_AreNeverMerged()
    {
        var shell = _story.Snapshot(100, "sh");
        for (var life = 0; life < 3; life++)
        {
            var process = _story.Fork(shell, 4312);
            _story.Exec(process, $"/bin/tool{life}").Exit(process, code: life).Reap(process);
        }

        var lives = Table.Lives(4312)!.Lives;
        Assert.Equal([1, 2, 3], lives.Select(l => l.Life));
        Assert.Equal(["tool0", "tool1", "tool2"], lives.Select(l => l.Comm));
        Assert.Equal([0, 1, 2], lives.Select(l => l.Exit!.ExitCode));
        Assert.Equal(3, lives.Select(l => l.Id).Distinct().Count());
    }

    [Fact]
    public void Apply_PidReusedWithoutAnExit_EndsTheFormerLifeAndSaysSo()
    {
        var shell = _story.Snapshot(100, "sh");
        var first = _story.Fork(shell, 4312);
        var second = _story.Fork(shell, 4312);

        var record = Table.Find(first)!;
        Assert.Equal(ProcessState.Exited, record.State);
        Assert.Null(record.Exit!.ExitCode);
        Assert.True(record.Inferred.HasFlag(InferredFields.Exit));
        Assert.Equal(second.StartNs, record.Exit.BootNs);
        Assert.Equal(2, Table.LiveCount);
    }

    [Fact]
    public void Apply_EventsOfAnUnknownProcess_MakeItWithItsBirthUnknown()
    {
        var stranger = new ProcessId(777, 5_000);
        _story.Exec(stranger, "/bin/id");

        var record = Table.Find(stranger)!;
        Assert.True(record.Inferred.HasFlag(InferredFields.Born));
        Assert.Null(record.Parent);
        Assert.Equal(["", "id"], record.Images.Select(i => i.Comm));
    }

    [Fact]
    public void Apply_ExitThenReap_GoesThroughZombie()
    {
        var shell = _story.Snapshot(100, "sh");
        var process = _story.Fork(shell, 101);
        _story.Exit(process, signal: 9);
        Assert.Equal(ProcessState.Zombie, Table.Find(process)!.State);

        _story.NowNs += 2_000_000_000;
        _story.Reap(process, new ProcessReference(shell, 100, "sh"));
        var record = Table.Find(process)!;
        Assert.Equal(ProcessState.Exited, record.State);
        Assert.Equal(2_001_000_000, record.Reaped!.ZombieNs);
        Assert.Equal(9, record.Exit!.Signal);
        Assert.Null(record.Exit.ExitCode);
    }

    [Fact]
    public void Apply_ExitLost_ReapProvesTheEnd()
    {
        var shell = _story.Snapshot(100, "sh");
        var process = _story.Fork(shell, 101);
        _story.Reap(process);

        var record = Table.Find(process)!;
        Assert.Equal(ProcessState.Exited, record.State);
        Assert.True(record.Inferred.HasFlag(InferredFields.Exit));
    }

    [Fact]
    public void Apply_SnapshotAfterFork_IsNotASecondProcess()
    {
        var shell = _story.Snapshot(100, "sh");
        var process = _story.Fork(shell, 101);
        _story.Add(process, new SnapshotEvent { Path = "/bin/other" });

        Assert.Equal(2, Table.Count);
        Assert.False(Table.Find(process)!.FromSnapshot);
        Assert.Equal(1, Table.Find(shell)!.ChildCount);
    }

    [Fact]
    public void Apply_ForkOlderThanTheSnapshotThatHasIt_HasItsWholeLife()
    {
        // The ring is read after the snapshot: fork and exec of a process in the snapshot arrive late.
        var shell = _story.Snapshot(100, "sh");
        var id = new ProcessId(101, _story.NowNs);
        _story.Add(id, new SnapshotEvent { Path = "/bin/id" });
        _story.NowNs = id.StartNs;
        Assert.Equal(id, _story.Fork(shell, 101));
        _story.Exec(id, "/bin/id");

        var record = Table.Find(id)!;
        Assert.False(record.FromSnapshot);
        Assert.Equal(["sh", "id"], record.Images.Select(i => i.Comm));
        Assert.Same(Table.Find(shell), record.ParentRecord);
    }

    [Fact]
    public void Apply_SnapshotChildBeforeParent_IsHungUnderItsParent()
    {
        var parent = new ProcessId(32_000, 1);
        var child = new ProcessId(300, 2);
        _story.Add(child, new SnapshotEvent());
        var first = _story.Take()[0] with { Parent = parent, Comm = "child" };
        _story.Add(parent, new SnapshotEvent());
        _store.Apply([first, .. _story.Take()]);

        Assert.Same(Table.Find(parent), Table.Find(child)!.ParentRecord);
        Assert.Null(Table.Find(child)!.Parent);
        Assert.Equal(parent, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    [Fact]
    public void Apply_MoreExitsThanTheLimit_EvictsTheOldestAndNeverTheLiving()
    {
        _store = NewStore(exited: 10);
        var shell = _story.Snapshot(100, "sh");
        var daemonParent = _story.Fork(shell, 200);
        var daemon = _story.Fork(daemonParent, 201);
        _story.Exit(daemonParent).Reap(daemonParent);
        for (var i = 0; i < 50; i++)
        {
            var process = _story.Fork(shell, 1_000 + i);
            _story.Exit(process).Reap(process);
        }

        Assert.Equal(10, Table.ExitedCount);
        Assert.Equal(2, Table.LiveCount);
        Assert.Equal(41, Table.EvictedCount);
        Assert.Null(Table.Find(daemonParent));
        Assert.Same(Table.Root, Table.Find(daemon)!.ParentRecord);
        Assert.Equal(10, Table.Find(shell)!.Children.Count());
        Assert.Equal(10, Table.Find(shell)!.ChildCount);
    }

    [Fact]
    public void Apply_AMillionFailuresOfOneProcess_KeepsTheNewestAndCountsAll()
    {
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 1_000; i++)
        {
            _story.FailExec(shell, "/no/such");
        }

        Assert.Equal(1_000, Table.Find(shell)!.FailedExecCount);
        Assert.Equal(1_000, Table.Find(shell)!.FinalFailureCount);
        Assert.Equal(ProcessRecord.MaxFailedExecs, Table.Find(shell)!.FailedExecs.Count);
    }

    [Fact]
    public void Apply_AThousandExecsOfOneProcess_KeepsImageZeroAndTheNewest()
    {
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 1_000; i++)
        {
            _story.Exec(shell, $"/bin/t{i}");
        }

        var images = Table.Find(shell)!.Images;
        Assert.Equal(ProcessRecord.MaxImages, images.Count);
        Assert.Equal("sh", images[0].Comm);
        Assert.Equal(1_000, images[^1].N);
    }

    [Fact]
    public void Apply_Rename_ChangesTheNameNotTheImage()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.Rename(shell, "worker");

        Assert.Equal("worker", Table.Find(shell)!.Comm);
        Assert.Single(Table.Find(shell)!.Images);
    }

    [Fact]
    public void Apply_FailedFork_IsCountedOnTheCaller()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.FailFork(shell).FailFork(shell);

        Assert.Equal(2, Table.Find(shell)!.ForkFailures![-11]);
    }

    private static LifecycleStore NewStore(int exited = 1_000)
        => new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = exited, Events = 5_000 });
}
