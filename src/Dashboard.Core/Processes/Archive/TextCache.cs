namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Texts and lists that were read from the archive lately: what stands in a chunk once is asked for by hundreds of
/// records. Bounded by its slots; what falls into a taken one replaces it.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 4096;
    private readonly (long Serial, int At, object? Value)[] _slots = new (long, int, object?)[Slots];

    public bool TryGet<T>(ArchiveChunk chunk, int at, out T? value)
        where T : class
    {
        ref readonly var slot = ref _slots[SlotOf(chunk, at)];
        value = slot.Serial == chunk.Serial && slot.At == at ? slot.Value as T : null;
        return value is not null;
    }

    public void Put(ArchiveChunk chunk, int at, object value) => _slots[SlotOf(chunk, at)] = (chunk.Serial, at, value);

    private static int SlotOf(ArchiveChunk chunk, int at)
        => (int)(((uint)at * 2_654_435_761u + (uint)chunk.Serial * 40_503u) >> 20);
}
