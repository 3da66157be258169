using Dashboard.Server.Hosting.Memory;

namespace Dashboard.Server.Ingest;

/// <summary>
/// Collects garbage while a recording is read. Millions of events pass through tables that hold them for a while, so they
/// die old, and the runtime lets a heap of old objects grow to about twice the reachable size: 900 MB with a budget of 400.
/// A live capture is slower and reuses its objects, and there a pause would delay a batch.
/// </summary>
internal sealed class RecordingHeap
{
    /// <summary>Where so much is reachable, the next collection waits for a quarter more.</summary>
    private const int Part = 4;

    private readonly long _max;
    private long _next;

    /// <param name="most">Bytes of the managed heap above which all of it is collected.</param>
    public RecordingHeap(long max) => _max = _next = max;

    public static RecordingHeap For(long budget) => new(MemoryPlan.HeapFor(budget));

    /// <summary>After a batch. Costs a few hundred nanoseconds, and about a millisecond for each megabyte when it collects.</summary>
    public void Look()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) <= _next)
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        var reachable = GC.GetTotalMemory(forceFullCollection: false);
        _next = Math.Max(_max, reachable + (reachable / Part));
    }
}
