using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Ingest;

/// <summary>
/// The store's delay behind the kernel. Includes the batch that waits for the store's lock: a delay measured only after the
/// batch is applied would not show that a reader holds the lock.
/// </summary>
internal sealed class IngestLag(CaptureClock clock, TimeProvider time)
{
    private const long None = -1;

    /// <summary>Time of the last event of the batch that is being applied.</summary>
    private long _applyingBootNs = None;

    private long _ms = None;
    private long _measuredAt;

    /// <summary>Milliseconds between the newest event and its storage; null before the first event, and in a replay.</summary>
    public long? Ms
    {
        get
        {
            var (ms, waiting) = (Interlocked.Read(ref _ms), WaitingMs);
            return ms < 0 && waiting < 0 ? null : Math.Max(ms, waiting);
        }
    }

    /// <summary>The current delay: a measurement older than <paramref name="lasts"/> no longer counts.</summary>
    public TimeSpan Now(TimeSpan lasts)
    {
        var isRecent = time.GetElapsedTime(Interlocked.Read(ref _measuredAt)) < lasts;
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Max(WaitingMs, isRecent ? Interlocked.Read(ref _ms) : None)));
    }

    private long WaitingMs
        => Interlocked.Read(ref _applyingBootNs) is var since and >= 0 ? Math.Max(0, (clock.NowBootNs - since) / 1_000_000) : None;

    /// <summary>Called by the writer before it applies a batch.</summary>
    public void Begin(IReadOnlyList<LifecycleEvent> batch)
    {
        if (batch.Count > 0 && !clock.Frozen)
        {
            // An event without a time cannot show the delay.
            Interlocked.Exchange(ref _applyingBootNs, batch[^1].BootNs is var at and > 0 ? at : clock.NowBootNs);
        }
    }

    /// <summary>Called after the batch is applied.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _applyingBootNs, None) >= 0)
        {
            Interlocked.Exchange(ref _ms, Math.Max(0, (clock.NowBootNs - clock.LastEventBootNs) / 1_000_000));
            Interlocked.Exchange(ref _measuredAt, time.GetTimestamp());
        }
    }
}
