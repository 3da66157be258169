using System.Runtime.CompilerServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Querying;
using Dashboard.Server.Querying;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Server.Hubs;

/// <summary>
/// The live stream for one reader at a time. A reader has no queue: it pulls from the history at its own pace, from
/// its own position. If the history has moved on past that position, it is skipped ahead and told how many it missed.
/// </summary>
internal sealed class LiveEvents(
    LifecycleStore store, QueryWorker worker, StoreSignal signal, ViewerCount viewers, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<LiveEvents> log)
{
    /// <summary>Of one batch.</summary>
    public const int MaxEvents = 500;

    /// <summary>Of one batch, in bytes: events with long arguments are large, and each reader holds a batch of its own.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>
    /// After so many events without a match an empty batch goes out, so that a reader which reconnects with the last
    /// number it knows does not ask for what is long evicted.
    /// </summary>
    private const long MaxSilence = 10_000;

    /// <summary>
    /// From the first event after quiet to its batch: what happens within the same millisecond, as the fork, exec and
    /// exit of a short program do, goes out together. A little more than the reader sleeps after a first record
    /// (FIRST_LOOK_MS in lifecycle_reader.c): with less, the rest would go out a MinInterval later.
    /// </summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(6);

    /// <summary>When nothing has come for so long, what comes next is the beginning of something.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// From batch to batch: less than the reader sleeps while events keep coming (LAST_LOOK_MS), so that what it brings
    /// then goes out at once. A batch costs some 0.1 ms beside its events, so one that watches at most 0.8 % of a core.
    /// </summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(12);

    /// <summary>
    /// Batches until cancelled. The first comes at once, mostly empty: it tells the reader where it stands. Under load
    /// they follow each other as fast as the reader takes them, otherwise at once after quiet and then at most every 12 ms.
    /// </summary>
    /// <param name="afterSeq">
    /// Continue after this event, as far as it is still held; null begins now. A number that is not reached yet comes
    /// from another run of the program, so all that is held is new to this reader.
    /// </param>
    public async IAsyncEnumerable<EventBatch> ReadAsync(
        Filter filter, long? afterSeq, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var viewer = viewers.Enter();
        // Otherwise an open stream would hold up the end of the program.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var position = store.Read(view => afterSeq switch
        {
            null => view.Events.LastSeq,
            { } seq when seq > view.Events.LastSeq => 0,
            { } seq => seq,
        });
        var told = -1L;
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
            if (slice.Batch.Events.Count > 0 || slice.Batch.Skipped > 0 || told < 0 || position - told >= MaxSilence)
            {
                var from = told < 0 ? slice.Batch.FromSeq : told + 1 + slice.Batch.Skipped;
                yield return slice.Batch with { FromSeq = from };
                told = position;
            }

            if (!slice.HasMore && !await WaitAsync(changed, pulledAt, stop.Token))
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// Who is behind by more than a slice and filters goes through the history, which is a question like others. Says a
    /// defect of ours aloud: of what fails in a hub SignalR's own log is off, because bad filters are in it too.
    /// </summary>
    private async ValueTask<Slice> PullAsync(Filter filter, long position, CancellationToken stop)
    {
        try
        {
            return !filter.IsEverything && store.Read(view => view.Events.LastSeq) - position > QueryRun.MaxRows
                ? await worker.PieceAsync(run => run.One(view => Take(run, view, filter, position)), stop)
                // Without a filter rows are cheap, and a batch must not be short because code is compiled meanwhile.
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

    /// <summary>No timer runs while nothing happens.</summary>
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

    /// <summary>Copies the next events; the lock is held for this only.</summary>
    private static Slice Take(QueryRun run, StoreView view, Filter filter, long position)
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
