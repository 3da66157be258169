namespace Dashboard.Core.History;

/// <summary>Bytes that computations keep beside the store, for all viewers: part of its budget. Thread-safe.</summary>
internal sealed class ViewMemory
{
    private long _bytes;

    public long Bytes
    {
        get => Interlocked.Read(ref _bytes);
        set => Interlocked.Exchange(ref _bytes, value);
    }
}
