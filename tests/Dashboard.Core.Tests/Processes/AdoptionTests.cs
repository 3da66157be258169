using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

public sealed class AdoptionTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    private ProcessTable Table
    {
        get
        {
            _store.Apply(_story.Take());
            return _store.Read(view => view.Processes);
        }
    }

    [Fact]
    public void Apply_ParentExits_ItsChildrenGoToTheAdopterAndKeepTheirLineage()
    {
        var init = _story.Snapshot(1, "init");
        var reaper = _story.Fork(init, 50);
        var parent = _story.Fork(reaper, 51);
        var child = _story.Fork(parent, 52);
        _story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(reaper, 50, null) });

        Assert.Equal(parent, Table.Find(child)!.Parent!.Value.Id);
        Assert.Equal(reaper, Table.Find(child)!.CurrentParent!.Value.Id);
        Assert.Same(Table.Find(parent), Table.Find(child)!.ParentRecord);

        _story.Add(reaper, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(init, 1, null) });
        Assert.Equal(init, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    /// <summary>The snapshot is read before the events in the ring: it has the adopter before the fork arrives.</summary>
    [Fact]
    public void Apply_TheSnapshotKnowsTheAdopterAndThenTheForkComes_TheNextAdopterIsKnownToo()
    {
        var init = _story.Snapshot(1, "init");
        var reaper = _story.Snapshot(50, "reaper", init);
        var parent = new ProcessId(51, 51_000);
        var child = new ProcessId(52, 52_000);
        _story.Add(child, new SnapshotEvent());
        var found = _story.Take();
        _store.Apply([.. found.Select(e => e.Process == child ? e with { Parent = reaper } : e)]);

        // Before the snapshot: the parent had forked and exited when it was taken.
        _story.NowNs = 900_000_000;
        _story.Add(parent, new ForkEvent()).Add(child, new ForkEvent());
        _store.Apply([.. _story.Take().Select(e => e with { Parent = e.Process == child ? parent : reaper })]);
        _story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(reaper, 50, null) }).Reap(parent);
        Assert.Same(Table.Find(parent), Table.Find(child)!.ParentRecord);
        Assert.Equal(reaper, Table.Find(child)!.CurrentParent!.Value.Id);

        _story.Add(reaper, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(init, 1, null) });
        Assert.Equal(init, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    /// <summary>Its object is reused for another process, which the adopter would re-parent when it exits.</summary>
    [Fact]
    public void Apply_BirthParentIsEvictedAndTheAdoptedOneEnds_TheAdopterForgetsIt()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = 1 });
        var reaper = _story.Snapshot(50, "reaper");
        var parent = _story.Fork(reaper, 51);
        var child = _story.Fork(parent, 52);
        _story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(reaper, 50, null) }).Reap(parent);
        var other = _story.Fork(reaper, 53);
        _story.Exit(other).Reap(other);
        store.Apply(_story.Take());

        var table = store.Read(view => view.Processes);
        Assert.Null(table.Find(parent));
        Assert.Same(table.Find(reaper), table.Find(child)!.ParentRecord);
        _story.Exit(child).Reap(child);
        store.Apply(_story.Take());

        Assert.Empty(table.Find(reaper)!.Detail.Adopted ?? []);
    }

    [Fact]
    public void Apply_ALiveOneIsEvicted_TheAdopterForgetsIt()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { LiveProcesses = 4 });
        var parent = _story.Snapshot(50, "parent");
        var child = _story.Fork(parent, 51);
        var reaper = _story.Snapshot(52, "reaper");
        _story.Snapshot(53, "other");
        store.Apply(_story.Take());
        var table = store.Read(view => view.Processes);
        _story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(reaper, 52, null) });
        store.Apply(_story.Take());
        Assert.Equal(child, Assert.Single(table.Find(reaper)!.Detail.Adopted!).Id);

        // Live processes are evicted cyclically by position, until it is the child's turn.
        for (var pid = 60; table.Find(child) is not null; pid++)
        {
            Assert.NotNull(table.Find(reaper));
            Assert.InRange(pid, 60, 70);
            _story.Snapshot(pid, "more");
            store.Apply(_story.Take());
        }

        Assert.Empty(table.Find(reaper)!.Detail.Adopted!);
    }

    [Fact]
    public void Apply_AZombieIsAdoptedAndEvicted_TheAdopterForgetsIt()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = 2 });
        var reaper = _story.Snapshot(50, "reaper");
        var parent = _story.Fork(reaper, 51);
        var zombie = _story.Fork(parent, 52);
        _story.Exit(zombie).Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(reaper, 50, null) });
        store.Apply(_story.Take());
        var table = store.Read(view => view.Processes);
        Assert.Equal(zombie, Assert.Single(table.Find(reaper)!.Detail.Adopted!).Id);

        for (var pid = 60; pid < 64; pid++)
        {
            var other = _story.Fork(reaper, pid);
            _story.Exit(other).Reap(other);
        }

        store.Apply(_story.Take());
        Assert.Null(table.Find(zombie));
        Assert.Empty(table.Find(reaper)!.Detail.Adopted!);
    }

    /// <summary>A reap is reported after the wait, when the parent may have exited.</summary>
    [Fact]
    public void Apply_ReapIsReportedAfterTheParentsEnd_TheParentWaited()
    {
        var reaper = _story.Snapshot(50, "reaper");
        var parent = _story.Fork(reaper, 51);
        var child = _story.Fork(parent, 52);
        _story.Exit(child).Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(reaper, 50, null) });
        _story.Reap(child, new ProcessReference(parent, 51, "parent"));

        Assert.Equal(parent, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    [Fact]
    public void Apply_ReapIsOfATracer_TheParentStays()
    {
        var tracer = _story.Snapshot(50, "strace");
        var parent = _story.Snapshot(51, "parent");
        var child = _story.Fork(parent, 52);
        _story.Exit(child).Reap(child, new ProcessReference(tracer, 50, "strace"));

        Assert.Equal(parent, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    [Fact]
    public void Apply_EndConcludedAndThenSeen_GivesTheChildrenToTheAdopterItNames()
    {
        var init = _story.Snapshot(1, "init");
        var parent = _story.Fork(init, 50);
        var child = _story.Fork(parent, 51);
        var end = _story.NowNs;
        _story.NowNs += 1_000_000_000;
        _story.Add(default, new CensusEvent { Present = new HashSet<ProcessId> { init, child } });
        Assert.Null(Table.Find(child)!.CurrentParent);

        _story.NowNs = end;
        _story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(init, 1, null) });

        Assert.Equal(init, Table.Find(child)!.CurrentParent!.Value.Id);
    }

    [Fact]
    public void Apply_ParentExitsWithoutAnAdopter_LeavesTheCurrentParentUnknown()
    {
        var init = _story.Snapshot(1, "init");
        var parent = _story.Fork(init, 50);
        var child = _story.Fork(parent, 51);
        _story.Exit(parent);

        Assert.Null(Table.Find(child)!.CurrentParent);
    }
}
