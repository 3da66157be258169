using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>A new task list corrects the table after a loss, and late events correct it again.</summary>
public sealed class ProcessTableRepairTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private readonly ProcessId _init;

    public ProcessTableRepairTests() => _init = _story.Snapshot(1, "init");

    private ProcessTable Table
    {
        get
        {
            _store.Apply(_story.Take());
            return _store.Read(view => view.Processes);
        }
    }

    [Fact]
    public void Apply_ExitAfterItsEndWasInferred_CorrectsTheEnd()
    {
        var process = _story.Fork(_init, 10);
        var trueEnd = _story.NowNs;
        _story.NowNs += 1_000_000_000;
        _story.Add(default, new CensusEvent { Present = new HashSet<ProcessId> { _init } });
        Assert.True(Table.Find(process)!.Inferred.HasFlag(InferredFields.Exit));

        _story.NowNs = trueEnd;
        _story.Exit(process, 3);

        var record = Table.Find(process)!;
        Assert.Equal((3, trueEnd, ProcessState.Exited), (record.Exit!.ExitCode, record.Exit.BootNs, record.State));
        Assert.Equal(InferredFields.None, record.Inferred);
        Assert.Equal(1, Table.ExitedCount);
    }

    [Fact]
    public void Apply_EventsOlderThanTheCensus_ResurrectNoProcess()
    {
        var process = _story.Fork(_init, 10);
        var before = _story.NowNs;
        _story.NowNs += 1_000_000_000;
        _story.Add(default, new CensusEvent { Present = new HashSet<ProcessId> { _init } });
        _story.NowNs = before;
        _story.Exec(process, "/bin/late").Rename(process, "later").Reap(process);

        Assert.Equal(ProcessState.Exited, Table.Find(process)!.State);
        Assert.Equal(1, Table.LiveCount);
    }

    [Fact]
    public void Apply_SnapshotOfAKnownProcessThatIsAZombie_EndsItWithItsStatus()
    {
        var process = _story.Fork(_init, 10);
        _story.Add(process, new SnapshotEvent { Exit = ExitStatus.FromWaitStatus(9) });

        var record = Table.Find(process)!;
        Assert.Equal((ProcessState.Zombie, 9), (record.State, record.Exit!.Signal));
        Assert.Equal(InferredFields.ExitTime, record.Inferred);
    }

    [Fact]
    public void Apply_SnapshotOlderThanTheLastEvent_ChangesNothing()
    {
        var process = _story.Fork(_init, 10);
        var read = _story.NowNs;
        _story.NowNs += 1_000_000;
        _story.Exec(process, "/bin/newer");
        _story.NowNs = read;
        _story.Add(process, new SnapshotEvent { Exit = ExitStatus.FromWaitStatus(0), Threads = 7 });

        var record = Table.Find(process)!;
        Assert.Equal((ProcessState.Running, "newer", 1), (record.State, record.Comm, record.Threads));
    }

    [Fact]
    public void Apply_EventsOlderThanTheSnapshotThatFoundTheProcess_LeaveWhatTheSnapshotRead()
    {
        // Attached between an exec and a later rename: the ring has the exec, the snapshot the present name.
        var process = new ProcessId(10, _story.NowNs);
        var read = _story.NowNs + 1_000_000_000;
        _store.Apply([.. _story.Take(), new SnapshotEvent
        {
            Process = process, Parent = _init, Comm = "renamed", BootNs = read, Threads = 7, Context = new ProcessContext { Cwd = "/now" },
        }]);
        _story.Exec(process, "/bin/tool").Rename(process, "older");
        _story.Add(process, new ThreadsEvent { Count = 2 });
        _story.Add(process, new ChdirEvent { Cwd = "/before" });

        var record = Table.Find(process)!;
        Assert.Equal(("renamed", 7, "/now"), (record.Comm, record.Threads, record.Detail.Cwd));
        Assert.Equal("/bin/tool", record.Images[^1].Path);

        _story.NowNs = read + 1;
        _story.Exec(process, "/bin/next");
        Assert.Equal(("next", 1), (Table.Find(process)!.Comm, Table.Find(process)!.Threads));
    }

    [Fact]
    public void Apply_ExitOfOneThatTheSnapshotFoundEnding_HandsItsChildrenOver()
    {
        // It has no live thread left, but still has its children: the later exit event has their new parent.
        var parent = new ProcessId(10, _story.NowNs);
        var child = new ProcessId(11, _story.NowNs + 1);
        var ending = new SnapshotEvent { Process = parent, Parent = _init, Comm = "ending", BootNs = _story.NowNs + 2, Exit = ExitStatus.FromWaitStatus(0) };
        _store.Apply([.. _story.Take(), ending, ending with { Process = child, Parent = parent, Comm = "child", Exit = null, Threads = 1 }]);
        _story.NowNs += 3;
        _story.Add(parent, new ExitEvent { Comm = "ending", ExitCode = 0, Adopter = new ProcessReference(_init, 1, "init") });

        Assert.Equal(_init, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    [Fact]
    public void Apply_SnapshotWithAnotherParent_MovesTheChild()
    {
        var parent = _story.Fork(_init, 10);
        var child = _story.Fork(parent, 11);
        _store.Apply([.. _story.Take(), new SnapshotEvent { Process = child, Parent = _init, Comm = "init", BootNs = _story.NowNs, Threads = 4 }]);
        _story.Add(default, new CensusEvent { Present = new HashSet<ProcessId> { _init, child } });

        var record = Table.Find(child)!;
        Assert.Equal((parent, _init, 4), (record.Parent!.Value.Id, record.CurrentParent!.Value.Id, record.Threads));
        Assert.Equal(ProcessState.Exited, Table.Find(parent)!.State);
    }

    [Fact]
    public void Apply_SnapshotOfAReusedPid_EndsBeforeTheNewProcess()
    {
        var old = new ProcessId(10, _story.NowNs);
        _story.NowNs += 1_000_000;
        var now = _story.Fork(_init, 10);
        _story.Add(old, new SnapshotEvent());

        Assert.Equal([old, now], Table.Lives(10)!.Lives.Select(l => l.Id));
        Assert.Equal((ProcessState.Exited, now.StartNs), (Table.Find(old)!.State, Table.Find(old)!.Exit!.BootNs));
        Assert.True(Table.Find(now)!.Alive);
    }

    [Fact]
    public void Apply_CensusAfterALoss_EndsWhoIsNotThereAndAddsWhoIs()
    {
        var gone = _story.Fork(_init, 10);
        var stays = _story.Fork(_init, 11);
        var unseen = new ProcessId(12, _story.NowNs);
        _story.Add(unseen, new SnapshotEvent { Path = "/bin/unseen" });
        _story.Add(default, new CensusEvent { Present = new HashSet<ProcessId> { _init, stays, unseen } });
        var late = _story.Fork(_init, 13);

        Assert.Equal(ProcessState.Exited, Table.Find(gone)!.State);
        Assert.True(Table.Find(gone)!.Inferred.HasFlag(InferredFields.Exit));
        Assert.True(Table.Find(stays)!.Alive);
        Assert.True(Table.Find(late)!.Alive);
        Assert.False(Table.Find(unseen)!.FromSnapshot);
        Assert.True(Table.Find(unseen)!.Inferred.HasFlag(InferredFields.Born));
        Assert.Null(Table.Find(default));
    }

    [Fact]
    public void Apply_SnapshotAfterALostExec_AddsTheImageAndSaysSo()
    {
        var process = _story.Fork(_init, 10);
        _story.Add(process, new SnapshotEvent { Path = "/bin/other" });
        _store.Apply([.. _story.Take().Select(e => e is SnapshotEvent && e.Process == process ? e with { Comm = "other" } : e)]);

        var record = Table.Find(process)!;
        Assert.Equal(["init", "other"], record.Images.Select(i => i.Comm));
        Assert.True(record.Inferred.HasFlag(InferredFields.Images));
    }
}
