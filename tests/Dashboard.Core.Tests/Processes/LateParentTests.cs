using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>A recording may describe a parent after its children.</summary>
public sealed class LateParentTests
{
    private static readonly ProcessId Init = new(1, 1_000);
    private static readonly ProcessId Shell = new(928, 928_000);
    private static readonly ProcessId Job = new(4_000, 4_000_000);
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    public static TheoryData<int, int, int> Orders => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    private ProcessTable Table => _store.Read(view => view.Processes);

    [Theory]
    [MemberData(nameof(Orders))]
    public void Apply_SnapshotInAnyOrder_LinksAllAndNamesTheParents(int first, int second, int third)
    {
        LifecycleEvent[] all = [Snapshot(Init, "init", null), Snapshot(Shell, "bash", Init), Snapshot(Job, "job", Shell)];
        Apply(all[first], all[second], all[third]);

        AssertLineage();
        Assert.Equal(new ProcessReference(Shell, 928, "bash"), Table.Find(Job)!.CurrentParent);
    }

    /// <summary>As `dashboard events` writes: no snapshot, each process is known from its first own event.</summary>
    [Theory]
    [MemberData(nameof(Orders))]
    public void Apply_EventsInAnyOrder_LinksAllAndNamesTheParents(int first, int second, int third)
    {
        LifecycleEvent[] all = [Rename(Init, "init", null), Rename(Shell, "bash", Init), Rename(Job, "job", Shell)];
        Apply(all[first], all[second], all[third]);

        AssertLineage();
        Assert.Equal(new ProcessReference(Shell, 928, "bash"), Table.Find(Job)!.Parent);
    }

    [Fact]
    public void Apply_ParentIsKnownWhenTheChildHasBeenReapedAndPacked_LinksIt()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { UnpackedExited = 0 });
        store.Apply([Rename(Job, "job", Shell), At(Job, Shell, new ExitEvent { Comm = "job", ExitCode = 0 }), At(Job, Shell, new ReapEvent { Comm = "job" })]);
        var other = new ProcessId(5_000, 5_000_000);
        store.Apply([Rename(other, "other", Init), At(other, Init, new ExitEvent { Comm = "other", ExitCode = 0 }), At(other, Init, new ReapEvent { Comm = "other" })]);
        Assert.NotNull(store.Read(view => view.Processes.Find(Job)!.Chunk));

        store.Apply([At(Shell, Init, new ExitEvent { Comm = "bash", ExitCode = 0 })]);

        var table = store.Read(view => view.Processes);
        Assert.Same(table.Find(Shell), table.Find(Job)!.ParentRecord);
        Assert.Equal("bash", table.Find(Job)!.Parent!.Value.Comm);
    }

    /// <summary>The shell itself is never described: one event has its name, and another has not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_OneOfTwoEventsNamesTheParent_BothChildrenHaveItsName(bool namelessFirst)
    {
        var forked = new ProcessId(4_001, 4_001_000);
        LifecycleEvent[] all =
        [
            Rename(Job, "job", Shell),
            At(forked, Shell, new ForkEvent { Comm = "bash", How = ForkMethod.Fork, By = new ProcessReference(Shell, 928, "bash") }),
        ];
        Apply(namelessFirst ? all : [.. all.Reverse()]);

        Assert.Null(Table.Find(Shell));
        Assert.All([Job, forked], id => Assert.Equal(new ProcessReference(Shell, 928, "bash"), Table.Find(id)!.Parent));
        Assert.All([Job, forked], id => Assert.Same(Table.Root, Table.Find(id)!.ParentRecord));
    }

    [Fact]
    public void Apply_ParentThatNoEventNames_StaysWithoutAName()
    {
        Apply(Rename(Job, "job", Shell));

        Assert.Equal(new ProcessReference(Shell, 928, null), Table.Find(Job)!.Parent);
    }

    /// <summary>No kernel says so, but a file may: walks along parents must end.</summary>
    [Fact]
    public void Apply_ParentsInACircle_AreNotLinkedInACircle()
    {
        var (a, b) = (new ProcessId(10, 5_000), new ProcessId(11, 5_000));
        Apply(Rename(a, "a", b), Rename(b, "b", a));

        Assert.Same(Table.Root, Table.Find(a)!.ParentRecord);
        Assert.Same(Table.Find(a), Table.Find(b)!.ParentRecord);
    }

    [Fact]
    public void Apply_WaitingChildIsEvicted_NothingIsKeptOfIt()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { LiveProcesses = 2 });
        for (var i = 0; i < 10; i++)
        {
            store.Apply([Rename(new ProcessId(100 + i, 1_000 + i), "child", new ProcessId(50 + i, 500))]);
        }

        Assert.Equal(2, store.Read(view => view.Processes.AwaitedParents));
    }

    private void AssertLineage()
    {
        Assert.Same(Table.Find(Init), Table.Find(Shell)!.ParentRecord);
        Assert.Same(Table.Find(Shell), Table.Find(Job)!.ParentRecord);
        Assert.Equal([Init], Table.Root.Children.Select(p => p.Id));
        Assert.Equal((1, 1, 1), (Table.Root.ChildCount, Table.Find(Init)!.LiveChildCount, Table.Find(Shell)!.LiveChildCount));
        Assert.Equal(0, Table.AwaitedParents);
    }

    private void Apply(params LifecycleEvent[] events) => _store.Apply(events);

    private LifecycleEvent Snapshot(ProcessId id, string comm, ProcessId? parent) => At(id, parent, new SnapshotEvent { Comm = comm });

    private LifecycleEvent Rename(ProcessId id, string comm, ProcessId? parent) => At(id, parent, new RenameEvent { Comm = comm, From = comm, To = comm });

    private LifecycleEvent At(ProcessId id, ProcessId? parent, LifecycleEvent e)
    {
        _story.NowNs += 1_000_000;
        return e with { Process = id, Tid = id.Pid, Parent = parent, BootNs = _story.NowNs, Time = new Timestamp(Story.EpochUnixNs + _story.NowNs) };
    }
}
