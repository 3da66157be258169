using Dashboard.Core.Events;
using Dashboard.Core.History;
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

    [Fact]
    public void Apply_ParentExitsAndNobodyIsNamed_LeavesTheCurrentParentUnknown()
    {
        var init = _story.Snapshot(1, "init");
        var parent = _story.Fork(init, 50);
        var child = _story.Fork(parent, 51);
        _story.Exit(parent);

        Assert.Null(Table.Find(child)!.CurrentParent);
    }
}
