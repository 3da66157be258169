using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Ingest;

/// <summary>
/// How far the store is behind the kernel. Also while a batch waits for the store: a lag that is measured only once the
/// batch is in says nothing as long as a reader holds the store.
/// </summary>
internal sealed class IngestLag(CaptureClock clock, TimeProvider time)
{
    private const long None = -1;

    /// <summary>The moment of the last event of the batch that is being applied.</summary>
    private long _applyingBootNs = None;

    private long _ms = None;
    private long _measuredAt;

    /// <summary>Milliseconds from the newest event's moment to its place in the store; null before the first, and in a replay.</summary>
    public long? Ms
    {
        get
        {
            var (ms, waiting) = (Interlocked.Read(ref _ms), WaitingMs);
            return ms < 0 && waiting < 0 ? null : Math.Max(ms, waiting);
        }
    }

    /// <summary>The same of now: what was measured is of the past when nothing has come since for that long.</summary>
    public TimeSpan Now(TimeSpan lasts)
    {
        var isRecent = time.GetElapsedTime(Interlocked.Read(ref _measuredAt)) < lasts;
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Max(WaitingMs, isRecent ? Interlocked.Read(ref _ms) : None)));
    }

    private long WaitingMs
        => Interlocked.Read(ref _applyingBootNs) is var since and >= 0 ? Math.Max(0, (clock.NowBootNs - since) / 1_000_000) : None;

    /// <summary>A batch is about to be applied. For the one writer.</summary>
    public void Begin(IReadOnlyList<LifecycleEvent> batch)
    {
        if (batch.Count > 0 && !clock.Frozen)
        {
            // An event without a moment says nothing of the lag.
            Interlocked.Exchange(ref _applyingBootNs, batch[^1].BootNs is var at and > 0 ? at : clock.NowBootNs);
        }
    }

    /// <summary>It is in.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _applyingBootNs, None) >= 0)
        {
            Interlocked.Exchange(ref _ms, Math.Max(0, (clock.NowBootNs - clock.LastEventBootNs) / 1_000_000));
            Interlocked.Exchange(ref _measuredAt, time.GetTimestamp());
        }
    }
}
