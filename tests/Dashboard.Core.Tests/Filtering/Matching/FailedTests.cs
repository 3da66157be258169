using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Matching;

/// <summary>is:failed has one meaning: a process failed when one of its events did.</summary>
public sealed class FailedTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void IsFailed_OfAProcess_IsThatOneOfItsEventsFailed()
    {
        var init = _story.Snapshot(1, "init");
        ProcessId Child(int pid) => _story.Fork(init, pid);
        var failed = new List<ProcessId>();
        void Fails(ProcessId id) => failed.Add(id);
        _story.Exit(Child(10));
        _story.FailExec(Child(11), "/usr/bin/tool");
        Fails(_story.Events[^1].Process);
        var found = Child(12);
        _story.FailExec(found, "/usr/bin/tool").FailExec(found, "/sbin/tool").Exec(found, "/bin/tool").Exit(found);
        var never = Child(13);
        _story.FailExec(never, "/usr/bin/gone").FailExec(never, "/bin/gone").Exit(never);
        Fails(never);
        _story.FailFork(Child(14));
        Fails(_story.Events[^1].Process);
        _story.Exit(Child(15), 3);
        Fails(_story.Events[^1].Process);
        _story.Exit(Child(16), signal: 9);
        Fails(_story.Events[^1].Process);
        _store.Apply(_story.Take());

        _store.Read(view =>
        {
            var byEvents = new HashSet<ProcessId>();
            foreach (var held in view.Events.Forwards())
            {
                if (EventFilterSubject.IsFailure(held.Event))
                {
                    byEvents.Add(held.Event.Process);
                }
            }

            Assert.Equal(failed.OrderBy(id => id.Pid), byEvents.OrderBy(id => id.Pid));
            Assert.Equal(failed.OrderBy(id => id.Pid), Enumerable.Range(10, 7).Select(pid => view.Processes.Lives(pid)!.Lives.Single()).Where(p => p.Failed).Select(p => p.Id));
            return true;
        });
    }
}
