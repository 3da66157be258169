namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// The arguments in the open chunk and their positions: a hash table with open addressing over copies of their bytes, so that no
/// text is allocated; a Dictionary with AlternateLookup over the same copies takes 1.1 to 1.2 times as long. Cleared with the chunk;
/// when it is full, further arguments are written in full again.
/// </summary>
internal sealed class ArgumentPlaces
{
    /// <summary>Maximum size of the copies: several times a chunk, because a difference between two long arguments takes few bytes.</summary>
    private const int MaxBytes = 256 << 10;

    private const int MinBytes = 16 << 10;
    private const int MinSlots = 1024;

    private byte[] _bytes = new byte[MinBytes];
    private int _used;
    private Slot[] _slots = new Slot[MinSlots];
    private int _count;

    /// <summary>Memory that it takes.</summary>
    public long Bytes => _bytes.Length + (32L * _slots.Length);

    public void Clear()
    {
        if (_bytes.Length > MinBytes && ChunkMemory.IsMostlyEmpty(_used, _bytes.Length))
        {
            _bytes = new byte[MinBytes];
        }

        if (_slots.Length > MinSlots && ChunkMemory.IsMostlyEmpty(_count, _slots.Length))
        {
            // A flood of short arguments has enlarged the table, and clearing all of it would slow each chunk down.
            _slots = new Slot[Math.Max(MinSlots, _slots.Length / 4)];
        }
        else
        {
            Array.Clear(_slots);
        }

        (_used, _count) = (0, 0);
    }

    public bool TryFind(ReadOnlySpan<byte> argument, out ChunkTexts.Place place)
    {
        ref readonly var slot = ref SlotOf(argument, HashOf(argument));
        place = slot.Place;
        return slot.IsTaken;
    }

    /// <summary>Adds an argument that is not in the table.</summary>
    public void Add(ReadOnlySpan<byte> argument, ChunkTexts.Place place)
    {
        if (Store(argument) is not { } offset)
        {
            return;
        }

        if (2 * ++_count > _slots.Length)
        {
            Grow();
        }

        var hash = HashOf(argument);
        SlotOf(argument, hash) = new Slot(true, hash, offset, argument.Length, place);
    }

    /// <summary>Stores a copy of the bytes, for <see cref="Stored"/>; null when there is no more room.</summary>
    public int? Store(ReadOnlySpan<byte> bytes)
    {
        if (_used + bytes.Length > _bytes.Length)
        {
            if (_used + bytes.Length > MaxBytes)
            {
                return null;
            }

            Array.Resize(ref _bytes, Math.Min(MaxBytes, Math.Max(_used + bytes.Length, 2 * _bytes.Length)));
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
        return _used - bytes.Length;
    }

    public ReadOnlySpan<byte> Stored(int offset, int length) => _bytes.AsSpan(offset, length);

    /// <summary>The argument's slot, or the free slot for it.</summary>
    private ref Slot SlotOf(ReadOnlySpan<byte> argument, int hash)
    {
        for (var i = hash & (_slots.Length - 1); ; i = (i + 1) & (_slots.Length - 1))
        {
            ref var slot = ref _slots[i];
            if (!slot.IsTaken || (slot.Hash == hash && argument.SequenceEqual(Stored(slot.Offset, slot.Length))))
            {
                return ref slot;
            }
        }
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[2 * old.Length];
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.IsTaken)
            {
                SlotOf(Stored(slot.Offset, slot.Length), slot.Hash) = slot;
            }
        }
    }

    /// <summary>Seeded per run, so that no process can choose colliding arguments.</summary>
    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private readonly record struct Slot(bool IsTaken, int Hash, int Offset, int Length, ChunkTexts.Place Place);
}
