using System.Runtime.CompilerServices;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Server.Ingest;

/// <summary>
/// The only writer of the store: takes batches from the feed, applies them, and marks in the stream where the feed
/// lost events.
/// </summary>
internal sealed class Ingestor(IEventFeed feed, LifecycleStore store, TimeProvider time)
{
    /// <summary>How soon a loss is told after it was noticed; well below what a person calls late.</summary>
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly LossWatch _losses = new(feed, store);

    /// <summary>
    /// Runs until the feed ends, throws or is cancelled. Yields what was published after each batch, and on each tick
    /// the losses (mostly none), so that the caller also hears of time passing while nothing happens.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<LifecycleEvent>> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var batches = feed.ReadBatchesAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        using var timer = new PeriodicTimer(TickInterval, time);
        var tick = timer.WaitForNextTickAsync(stop.Token).AsTask();
        var next = batches.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (!next.IsCompleted)
                {
                    await Task.WhenAny(next, tick);
                }

                if (tick.IsCompleted)
                {
                    await tick;
                    yield return ApplyLosses(isLast: false);
                    tick = timer.WaitForNextTickAsync(stop.Token).AsTask();
                }

                if (next.IsCompleted)
                {
                    if (!await next)
                    {
                        break;
                    }

                    yield return store.Apply(batches.Current);
                    next = batches.MoveNextAsync().AsTask();
                }
            }
        }
        finally
        {
            // An iterator may not be disposed while it runs: end it first.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        yield return ApplyLosses(isLast: true);
    }

    /// <summary>Without a loss the store is left alone: a new version of it makes pages draw.</summary>
    private IReadOnlyList<LifecycleEvent> ApplyLosses(bool isLast)
        => _losses.Check(isLast) is { Count: > 0 } losses ? store.Apply(losses) : [];
}
