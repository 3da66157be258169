using Dashboard.Server.Hosting.Memory;

namespace Dashboard.Server.Ingest;

/// <summary>
/// Collects what a recording leaves behind while it is read. Millions of events pass through tables that hold them for a
/// while, so they die old, and the runtime lets a heap of old objects grow to about twice of what is reachable: 900 MB at a
/// budget of 400. A live capture is not so fast, and uses its objects again; and here nobody waits for a batch.
/// </summary>
internal sealed class RecordingHeap
{
    /// <summary>Where so much is reachable, the next collection waits for a quarter more.</summary>
    private const int Part = 4;

    private readonly long _most;
    private long _next;

    /// <param name="most">Bytes of the managed heap above which all of it is collected.</param>
    public RecordingHeap(long most) => _most = _next = most;

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
        _next = Math.Max(_most, reachable + (reachable / Part));
    }
}
