using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Caches texts and lists read from the archive: hundreds of records refer to one text in a chunk. Bounded by its slots and by the
/// size of an entry; a collision replaces the entry.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 4096;

    /// <summary>Larger texts are not cached.</summary>
    private const int MaxBytes = 2048;

    private readonly (long Serial, int At, object? Value)[] _slots = new (long, int, object?)[Slots];

    /// <summary>Memory of the cache.</summary>
    public long Bytes { get; private set; } = 24L * Slots;

    public bool TryGet<T>(ArchiveChunk chunk, int at, out T? value)
        where T : class
    {
        ref readonly var slot = ref _slots[SlotOf(chunk, at)];
        value = slot.Serial == chunk.Serial && slot.At == at ? slot.Value as T : null;
        return value is not null;
    }

    public void Put(ArchiveChunk chunk, int at, object value)
    {
        if (SizeOf(value) is var bytes && bytes > MaxBytes)
        {
            return;
        }

        ref var slot = ref _slots[SlotOf(chunk, at)];
        Bytes += bytes - SizeOf(slot.Value);
        slot = (chunk.Serial, at, value);
    }

    private static int SizeOf(object? value) => value is string[] list ? EventSize.Of(list) : EventSize.Of((string?)value);

    private static int SlotOf(ArchiveChunk chunk, int at)
        => (int)(((uint)at * 2_654_435_761u + (uint)chunk.Serial * 40_503u) >> 20);
}
