using Dashboard.Core.History;
using Dashboard.Core.Learning;
using Dashboard.Core.Learning.Experiments;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Learning;

public sealed class RunCollectorTests
{
    private readonly Story _story = new();
    private readonly Experiment _experiment = ExperimentCatalogue.Find("fork-makes-a-new-one")!;

    [Fact]
    public void Offer_EventsOfOthers_AreNotOfTheRun()
    {
        var shell = _story.Snapshot(200, "bash");
        var mine = Begin(shell, 300);
        var foreign = _story.Fork(shell, 301);
        _story.Exec(foreign, "/bin/id").Exit(foreign);
        var child = _story.Fork(mine, 302);
        _story.Exec(child, "/bin/id").Exit(child).Exit(mine).Reap(child);
        var run = RecordedRun.Collect(_experiment, _story.Take());
        Assert.Equal([mine, child], run.Processes.Select(p => p.Id));
        Assert.True(run.Ended);
    }

    [Fact]
    public void Offer_ProgramOfTheSameNameElsewhere_IsNoRun()
    {
        var shell = _story.Snapshot(200, "bash");
        var other = _story.Fork(shell, 300);
        _story.Exec(other, "/usr/bin/fork_exec_test");
        Assert.Null(RecordedRun.Collect(_experiment, _story.Take()).Root);
    }

    [Fact]
    public void Offer_AnotherRunWhileOneGoesOn_IsIgnored_AndTakenAfterItsEnd()
    {
        var shell = _story.Snapshot(200, "bash");
        var first = Begin(shell, 300);
        var second = Begin(shell, 301);
        _story.Exit(second).Exit(first);
        var third = Begin(shell, 302);
        var events = _story.Take();
        Assert.Equal(third, RecordedRun.Collect(_experiment, events).Root!.Id);
        Assert.Equal(first, RecordedRun.Collect(_experiment, events.Take(events.Count - 2)).Root!.Id);
        Assert.Equal(second, RecordedRun.Collect(_experiment, events, pid: 301).Root!.Id);
    }

    [Fact]
    public void Pull_OfAStore_FindsTheRunAndWhatFollows()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        var shell = _story.Snapshot(200, "bash");
        var follower = new RunFollower(store, new RunCollector(_experiment.Program), 0);
        store.Apply(_story.Take());
        Assert.False(follower.Pull());
        var mine = Begin(shell, 300);
        store.Apply(_story.Take());
        Assert.True(follower.Pull());
        Assert.False(follower.Pull());
        _story.Exit(mine);
        store.Apply(_story.Take());
        Assert.True(follower.Pull());
        Assert.True(follower.Run.Ended);
    }

    private ProcessId Begin(ProcessId shell, int pid)
    {
        var id = _story.Fork(shell, pid);
        _story.Exec(id, "/opt/dashboard/lab/fork_exec_test");
        return id;
    }
}
