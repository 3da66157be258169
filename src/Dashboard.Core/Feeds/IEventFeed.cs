using Dashboard.Core.Events;

namespace Dashboard.Core.Feeds;

/// <summary>Where events come from: the kernel, or a recording.</summary>
public interface IEventFeed : IAsyncDisposable
{
    /// <summary>What is true of the source now; cheap enough to be asked once a second.</summary>
    FeedStatus Status { get; }

    /// <summary>
    /// Measures what each probe costs, for this long; renew it while somebody looks. The measuring itself costs each run
    /// of each probe some 30 ns, so it lapses by itself.
    /// </summary>
    void MeasureCost(TimeSpan lease)
    {
    }

    /// <summary>
    /// The machine's CLOCK_BOOTTIME now, on the clock of the events' <see cref="LifecycleEvent.BootNs"/>. Never the wall
    /// clock, which anyone may set. Null for a recording: its time stands still at its last event.
    /// </summary>
    long? NowBootNs => null;

    /// <summary>
    /// Where the events come from and go back to once nobody holds them; null when each is an object of its own.
    /// </summary>
    EventPool? Pool => null;

    /// <summary>
    /// Batches in the order in which they happened, beginning with the processes that were there already
    /// (<see cref="SnapshotEvent"/>). A list is valid until the next one is asked for; an empty one says that a tick is
    /// over and nothing came. What is lost is told by the feed itself, as <see cref="LostEvent"/>. Ends when the source
    /// ends; read once, by a thread that has nothing else to do: it waits there for the next batch.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    IEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatches(CancellationToken cancellation);
}
