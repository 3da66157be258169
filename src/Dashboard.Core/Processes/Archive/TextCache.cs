using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Texts and lists that were read from the archive lately: what stands in a chunk once is asked for by hundreds of
/// records. Bounded by its slots, and by what one may hold; what falls into a taken one replaces it.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 4096;

    /// <summary>What is larger is made each time.</summary>
    private const int MaxBytes = 2048;

    private readonly (long Serial, int At, object? Value)[] _slots = new (long, int, object?)[Slots];

    /// <summary>Memory that it takes.</summary>
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
