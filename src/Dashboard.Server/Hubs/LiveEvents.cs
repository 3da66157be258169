using System.Runtime.CompilerServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Querying;
using Dashboard.Server.Querying;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Server.Hubs;

/// <summary>
/// The live stream. A reader has no queue: it reads the history from its own position at its own pace. If that position
/// is already evicted, it is moved ahead, and the batch has the number of events it missed.
/// </summary>
internal sealed class LiveEvents(
    LifecycleStore store, QueryWorker worker, StoreSignal signal, ViewerCount viewers, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<LiveEvents> log)
{
    /// <summary>Upper bound of one batch.</summary>
    public const int MaxEvents = 500;

    /// <summary>Upper bound of one batch in bytes: events with long arguments are large, and each reader holds a batch of its own.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>
    /// After this many events without a match an empty batch is sent, so that a reader that reconnects with its last known
    /// number does not ask for events evicted long ago.
    /// </summary>
    private const long MaxSilence = 10_000;

    /// <summary>
    /// Delay between the first event after quiet and its batch, so that events of the same millisecond, such as the fork, exec
    /// and exit of a short program, are sent together. A little longer than the reader sleeps after a first record
    /// (FIRST_POLL_MS in lifecycle_reader.c); with a shorter delay the rest would be sent one MinInterval later.
    /// </summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(6);

    /// <summary>After this long without events, the next one starts a new burst.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Minimum time between batches: shorter than the reader sleeps while events keep coming (LAST_POLL_MS), so that its
    /// records are then sent at once. A batch costs about 0.1 ms plus its events, so one viewer takes at most 0.8 % of a core.
    /// </summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(12);

    /// <summary>
    /// Batches until cancelled. The first is sent at once, usually empty: it gives the reader its position. Under load they
    /// follow as fast as the reader takes them; otherwise at once after quiet, and then at most every 12 ms.
    /// </summary>
    /// <param name="afterSeq">
    /// Continue after this event, as far as it is still held; null starts now. A number beyond the newest event comes from
    /// another run of the program, so the reader gets all events that are held.
    /// </param>
    public async IAsyncEnumerable<EventBatch> ReadAsync(
        Filter filter, long? afterSeq, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var viewer = viewers.Enter();
        // Without this, an open stream would delay the shutdown.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var position = store.Read(view => afterSeq switch
        {
            null => view.Events.LastSeq,
            { } seq when seq > view.Events.LastSeq => 0,
            { } seq => seq,
        });
        var sent = -1L;
        while (!stop.IsCancellationRequested)
        {
            var changed = signal.Next;
            var pulledAt = time.GetTimestamp();
            var slice = await PullAsync(filter, position, stop.Token);
            if (stop.IsCancellationRequested)
            {
                yield break;
            }

            position = slice.Batch.ToSeq;
            if (slice.Batch.Events.Count > 0 || slice.Batch.Skipped > 0 || sent < 0 || position - sent >= MaxSilence)
            {
                var from = sent < 0 ? slice.Batch.FromSeq : sent + 1 + slice.Batch.Skipped;
                yield return slice.Batch with { FromSeq = from };
                sent = position;
            }

            if (!slice.HasMore && !await WaitAsync(changed, pulledAt, stop.Token))
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// A filtering reader that is more than a slice behind runs as a query, on the query worker. Logs defects of the server
    /// here, because SignalR's own log of hub errors is off: it would contain bad filters.
    /// </summary>
    private async ValueTask<Slice> PullAsync(Filter filter, long position, CancellationToken stop)
    {
        try
        {
            return !filter.IsEverything && store.Read(view => view.Events.LastSeq) - position > QueryRun.MaxRows
                ? await worker.PieceAsync(run => run.One(view => Take(run, view, filter, position)), stop)
                // Without a filter rows are cheap; a time limit would cut the batch short while code is being compiled.
                : Pull(new QueryRun(store, time) { LongestHold = filter.IsEverything ? TimeSpan.MaxValue : QueryRun.MaxHold });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return default;
        }
        catch (FilterTooExpensiveException expensive)
        {
            throw new HubException($"{expensive.Message} {expensive.Hint}");
        }
        catch (Exception defect)
        {
            log.LogError(defect, "A reader of live events failed with the filter {Filter}", filter.Text);
            throw;
        }

        Slice Pull(QueryRun run) => run.One(view => Take(run, view, filter, position));
    }

    /// <summary>Uses no timer while there are no events.</summary>
    private async Task<bool> WaitAsync(Task changed, long pulledAt, CancellationToken stop)
    {
        await changed.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var since = time.GetElapsedTime(pulledAt);
        var left = since > Quiet ? Gather : MinInterval - since;
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !stop.IsCancellationRequested;
    }

    /// <summary>Copies the next events; the lock is held only for this.</summary>
    private static Slice Take(QueryRun run, StoreReader view, Filter filter, long position)
    {
        var skipped = Math.Max(0, view.Events.FirstSeq - 1 - position);
        var summary = skipped > 0 ? view.Exits.Between(position, position + skipped) : [];
        position += skipped;
        var from = position + 1;
        var matcher = new EventMatcher(filter, view);
        var events = new List<LifecycleEvent>();
        var bytes = 0;
        foreach (var held in view.Events.Forwards(position))
        {
            if (events.Count >= MaxEvents || bytes >= MaxBytes || !run.Takes())
            {
                break;
            }

            position = held.Seq;
            if (matcher.Matches(held.Event))
            {
                events.Add(held.Copy());
                bytes += held.Bytes;
            }
        }

        return new Slice(new EventBatch(from, position, skipped, summary, events), position < view.Events.LastSeq);
    }

    private readonly record struct Slice(EventBatch Batch, bool HasMore);
}
