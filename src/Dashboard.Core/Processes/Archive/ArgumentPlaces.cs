namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Which arguments stand in the open chunk, and where: a table with open addressing over copies of their bytes, so that
/// no text is made of one. Cleared with the chunk; what finds no room any more is not remembered, and told whole again.
/// </summary>
internal sealed class ArgumentPlaces
{
    /// <summary>Bound of the copies: several times a chunk, for a difference of two long ones is told in few bytes.</summary>
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
            // A flood of short arguments has made them many, and clearing them all costs each chunk.
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

    /// <summary>For one that is not there yet.</summary>
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

    /// <summary>A copy of the bytes, to be had back by <see cref="Stored"/>; null when there is no more room.</summary>
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

    /// <summary>Its own slot, or the free one where it belongs.</summary>
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

    /// <summary>Seeded anew in each run, so that nobody can choose what collides.</summary>
    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private readonly record struct Slot(bool IsTaken, int Hash, int Offset, int Length, ChunkTexts.Place Place);
}
