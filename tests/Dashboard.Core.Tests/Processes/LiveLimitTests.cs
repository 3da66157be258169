using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>A recording may contain forks without an exit.</summary>
public sealed class LiveLimitTests
{
    private static readonly CaptureLimits Limits = new() { LiveProcesses = 100, ExitedProcesses = 50, Events = 100 };

    [Fact]
    public void Apply_BirthsWithoutAnEnd_KeepsTheNewest()
    {
        var (store, story) = (new LifecycleStore(new CaptureClock(0, null), Limits), new Story());
        var parent = story.Snapshot(1, "init");
        var ids = Enumerable.Range(0, 1000).Select(i => story.Fork(parent, 100 + i)).ToList();

        store.Apply(story.Take());

        store.Read(view =>
        {
            Assert.Equal((100, 901L), (view.Processes.LiveCount, view.Processes.EvictedCount));
            Assert.Equal(1000, view.Counters.ByKind[EventKind.Fork]);
            Assert.All(ids.TakeLast(99), id => Assert.NotNull(view.Processes.Find(id)));
            return true;
        });
    }

    [Fact]
    public void Apply_EvictedOneEndsOrHasAChild_IsKnownAgain()
    {
        var (store, story) = (new LifecycleStore(new CaptureClock(0, null), Limits), new Story());
        var parent = story.Snapshot(1, "init");
        var ids = new List<ProcessId>();
        for (var i = 0; i < 2000; i++)
        {
            ids.Add(story.Fork(i > 0 ? ids[i / 2] : parent, 100 + i));
            story.Exec(ids[i / 3], "/bin/x").FailExec(ids[i / 2], "/none");
            if (i % 5 == 0)
            {
                story.Exit(ids[i / 2]).Reap(ids[i / 2]);
            }
        }

        store.Apply(story.Take());

        store.Read(view =>
        {
            Assert.InRange(view.Processes.LiveCount, 1, 100);
            Assert.InRange(view.Processes.Count, 1, 151);
            Assert.Equal(view.Processes.Count, view.Processes.All.Count(r => view.Processes.Find(r.Id) == r));
            Assert.Equal(view.Processes.Count, Below(view.Processes.Root));
            return true;
        });
    }

    private static int Below(ProcessRecord record) => record.Children.Sum(child => 1 + Below(child));
}
