using Dashboard.Core.Events;

namespace Dashboard.Core.Feeds;

/// <summary>A source of events: the kernel, or a recording.</summary>
public interface IEventFeed : IAsyncDisposable
{
    /// <summary>The present state of the source; cheap enough to read once a second.</summary>
    FeedStatus Status { get; }

    /// <summary>
    /// Measures the run time of each probe, for this long; callers renew it. Measuring costs some 30 ns per probe run, so it
    /// expires by itself.
    /// </summary>
    void MeasureCost(TimeSpan lease)
    {
    }

    /// <summary>
    /// The machine's CLOCK_BOOTTIME now, comparable with <see cref="LifecycleEvent.BootNs"/>. Not the wall clock, which can be set.
    /// Null for a recording, whose time stops at its last event.
    /// </summary>
    long? NowBootNs => null;

    /// <summary>
    /// The pool of this feed's events, to which the store returns them; null when events are not pooled.
    /// </summary>
    EventPool? Pool => null;

    /// <summary>
    /// Batches in the order of the events, beginning with the processes that already ran (<see cref="SnapshotEvent"/>). A list is
    /// valid until the next one is requested; an empty one marks a tick without events. The feed reports losses as
    /// <see cref="LostEvent"/>. Ends with the source. Enumerate once, on a dedicated thread: it blocks for the next batch.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    IEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatches(CancellationToken cancellation);
}
