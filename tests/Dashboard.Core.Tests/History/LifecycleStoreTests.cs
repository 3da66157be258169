using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.History;

public sealed class LifecycleStoreTests
{
    /// <summary>Set by the writer with each batch: pages ask it many times a second.</summary>
    [Fact]
    public void AllHaveEnded_IsSetByTheBatchThatEndsTheLast()
    {
        var (store, story) = (new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null)), new Story());
        Assert.False(store.AllHaveEnded);
        var id = story.Snapshot(300, "make");
        story.Exec(id, "/bin/make");
        store.Apply(story.Take());
        Assert.False(store.AllHaveEnded);

        store.Apply(story.Exit(id).Take());
        Assert.True(store.AllHaveEnded);

        store.Apply(story.Reap(id).Take());
        Assert.True(store.AllHaveEnded);
    }

    private readonly Story _story = new();

    [Fact]
    public void Apply_Events_NumbersThePublicOnesWithoutHoles()
    {
        var store = NewStore();
        var shell = _story.Snapshot(100, "sh");
        var child = _story.Fork(shell, 101);
        _story.Add(child, new ThreadsEvent { Count = 3 }).Exec(child, "/bin/id").Exit(child);

        store.Apply(_story.Take());

        Assert.Equal([3L, 2L, 1L], store.Read(v => v.Events.Backwards().Copy().Select(e => e.Seq).ToList()));
        Assert.Equal([2L, 3L], store.Read(v => v.Events.Forwards(1).Copy().Select(e => e.Seq).ToList()));
    }

    [Fact]
    public void Apply_MoreThanTheHistoryHolds_KeepsTheNewestAndTheCounters()
    {
        var store = NewStore(events: 10);
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 25; i++)
        {
            _story.FailExec(shell, "/no/such");
        }

        store.Apply(_story.Take());
        store.Read(view =>
        {
            Assert.Equal(10, view.Events.Count);
            Assert.Equal((16, 25), (view.Events.FirstSeq, view.Events.LastSeq));
            Assert.Null(view.Events[15]);
            Assert.Equal(16, view.Events[16]!.Seq);
            Assert.Equal(25, view.Counters.ByKind[EventKind.ExecExit]);
            Assert.Equal(25, view.Errnos.Failed);
            return 0;
        });
    }

    [Fact]
    public void Apply_Batch_RaisesChangedOnceAndGrowsTheVersion()
    {
        var store = NewStore();
        var raised = 0;
        store.Changed += () => raised++;
        var shell = _story.Snapshot(100, "sh");
        _story.Fork(shell, 101);
        store.Apply(_story.Take());

        Assert.Equal((1, 1L), (raised, store.Version));
    }

    [Fact]
    public void Counters_Seconds_HoldWhatHappenedInThem()
    {
        var store = NewStore();
        var shell = _story.Snapshot(100, "sh");
        _story.NowNs = 5_000_000_000;
        var child = _story.Fork(shell, 101);
        _story.NowNs = 6_000_000_000;
        _story.FailExec(child, "/sbin/id").Exec(child, "/bin/id").Exit(child).Lost(7, "ring full");
        store.Apply(_story.Take());

        store.Read(view =>
        {
            var seconds = view.Counters.Recent.ToList();
            Assert.Equal(2, seconds.Count);
            Assert.Equal((1, 0), (seconds[0].Forks, seconds[0].Exits));
            Assert.Equal((1, 0, 1, 1, 7L), (seconds[1].Execs, seconds[1].FailedCalls, seconds[1].Lookups, seconds[1].Exits, seconds[1].Lost));
            Assert.Equal(7, view.Counters.LostByCause["ring full"]);
            Assert.Equal(4 / 3.0, view.Counters.Rate(new Timestamp(Story.EpochUnixNs + 7_500_000_000)) - 1 / 3.0, 3);
            return 0;
        });
    }

    [Fact]
    public void Groups_ByOneField_AddUpTheOthers()
    {
        var store = NewStore();
        var shell = _story.Snapshot(100, "sh");
        _story.FailExec(shell, "/a/x").FailExec(shell, "/b/y").FailExec(shell, "/c/z", errno: 13);
        store.Apply(_story.Take());

        var groups = store.Read(v => v.Errnos.Groups(ErrnoField.Errno));
        Assert.Equal([("ENOENT", 2L), ("EACCES", 1L)], groups.Select(g => (g.Errno!, g.Count)));
        Assert.Null(groups[0].Path);
        Assert.Equal(3, store.Read(v => v.Errnos.Failed));
    }

    private static LifecycleStore NewStore(int events = 1_000)
        => new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { Events = events });
}
