using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.History;

/// <summary>The history reuses its objects: a reader's earlier copies must not change.</summary>
public sealed class HeldEventTests
{
    private readonly EventPool _pool = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { Events = 8 });

    [Fact]
    public void Copies_AfterTheObjectIsAnotherEvent_AreWhatTheyWere()
    {
        Apply("first", 8);
        var (one, all) = _store.Read(view => (view.Events[3]!, view.Events.Forwards().Copy()));
        var held = _store.Read(view => At(view, 3));

        Apply("second", 8);

        Assert.Equal((3L, "first"), (one.Seq, one.Comm));
        Assert.All(all, e => Assert.Equal("first", e.Comm));
        // The copies were needed: the object itself has become another event.
        Assert.Equal("second", held.Comm);
    }

    [Fact]
    public void History_LongerThanItsCapacity_UsesItsObjectsAgain()
    {
        Apply("first", 8);
        var objects = new HashSet<LifecycleEvent>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < 80; i++)
        {
            Apply("again", 1);
            objects.UnionWith(_store.Read(Objects));
        }

        // Eight are held, and one is being added.
        Assert.Equal(9, objects.Count);
    }

    [Fact]
    public void HeldSince_WhenNothingIsHeldAnyMore_IsWhenTheLastHappened()
    {
        var history = new EventHistory(8);
        Assert.Null(history.HeldSince);
        for (var i = 1; i <= 3; i++)
        {
            history.Add(new ReapEvent { Seq = i, Time = new Timestamp(i) }, ownsContext: false);
        }

        Assert.Null(history.HeldSince);
        history.Evict(null);
        Assert.Equal(new Timestamp(2), history.HeldSince);
        history.Evict(null);
        history.Evict(null);
        Assert.Equal((0, new Timestamp(3)), (history.Count, history.HeldSince));
    }

    /// <summary>A buffer's length is a power of two, and it may have held longer arguments before.</summary>
    [Fact]
    public void CutArguments_ComparesTheArguments_NotTheirBuffer()
    {
        var (history, block) = (new EventHistory(8), new byte[1_500]);
        var exec = new ExecExitEvent();
        exec.KeepArguments(block, new byte[2_048]);
        history.Add(exec, ownsContext: false);

        history.CutArguments(ArgumentBytes.LongBytes, 1_000_000, null);
        Assert.False(exec.ArgsTruncated);
        history.CutArguments(ArgumentBytes.ShortBytes, 1_000_000, null);
        Assert.True(exec.ArgsTruncated);
    }

    [Fact]
    public void Apply_WhatOnlyFeedsTheTable_GivesItBackAtOnce()
    {
        var threads = _pool.Threads();
        threads.Begin(default, 5, new ProcessId(7, 1), 7, null, "x");
        threads.Fill(3);

        _store.Apply([threads], _pool);

        Assert.Same(threads, _pool.Threads());
    }

    [Fact]
    public void Lookup_ThatTurnsOutLater_IsStampedOnTheHeldEvent()
    {
        var story = new Story();
        var shell = story.Snapshot(100, "sh");
        story.FailExec(shell, "/usr/bin/foo").FailExec(shell, "/bin/foo");
        _store.Apply(story.Take());

        Assert.Equal([true, false], _store.Read(view => view.Events.Forwards().Copy().Cast<ExecExitEvent>().Select(e => e.Lookup).ToList()));
    }

    private void Apply(string comm, int count)
    {
        // Like a feed: it takes no more than were returned.
        for (var i = 0; i < count; i++)
        {
            var e = _pool.ExecEnter();
            e.Begin(new Timestamp(i), i, new ProcessId(7, 1), 7, null, comm);
            e.Fill("execve", "/bin/" + comm);
            _store.Apply([e], _pool);
        }
    }

    private static LifecycleEvent At(StoreReader view, long seq)
    {
        foreach (var held in view.Events.Forwards(seq - 1))
        {
            return held.Event;
        }

        throw new InvalidOperationException("No such event.");
    }

    private static HashSet<LifecycleEvent> Objects(StoreReader view)
    {
        var objects = new HashSet<LifecycleEvent>(ReferenceEqualityComparer.Instance);
        foreach (var held in view.Events.Forwards())
        {
            objects.Add(held.Event);
        }

        return objects;
    }
}
