namespace Dashboard.Server.Ingest;

/// <summary>How far the store is behind the kernel.</summary>
internal sealed class IngestLag
{
    private long _ms = -1;

    /// <summary>Milliseconds from the newest event's moment to its place in the store; null before the first, and in a replay.</summary>
    public long? Ms => Interlocked.Read(ref _ms) is var ms and >= 0 ? ms : null;

    public void Set(long ns) => Interlocked.Exchange(ref _ms, Math.Max(0, ns / 1_000_000));
}
