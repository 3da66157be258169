namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Consecutive packed processes. A value repeated within a chunk (an argument, a path, a parent) is stored once, and later records
/// refer to its position; so a chunk is self-contained, and freed as a whole.
/// </summary>
internal sealed class ArchiveChunk(ProcessArchive archive, int size)
{
    /// <summary>Positions with a short number: as many as fit into a byte beside two flag bits.</summary>
    private const int Numbered = 31;

    // The first positions referred to; in a chunk of hundreds of records these are the ones used most.
    private readonly int[] _numbered = new int[Numbered];
    private int _numberedCount;

    public ProcessArchive Archive { get; } = archive;

    public byte[] Bytes { get; } = new byte[size];

    public int Used { get; set; }

    /// <summary>True while records are added to it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Records that were packed into it.</summary>
    public int Packed { get; set; }

    /// <summary>Records still in it; at 0 the chunk is emptied and reused.</summary>
    public int Live { get; set; }

    /// <summary>Bytes of arguments that are longer than <see cref="Events.ArgumentBytes.LongBytes"/>.</summary>
    public int LongArguments { get; set; }

    /// <summary>The same of those longer than <see cref="Events.ArgumentBytes.ShortBytes"/>.</summary>
    public int CutArguments { get; set; }

    /// <summary>Changes with each reuse of a chunk, so that cached data of an earlier use is invalid.</summary>
    public long Serial { get; private set; }

    /// <summary>Times and numbers are stored as differences from those of the first record.</summary>
    public long BaseNs { get; private set; }

    public long BaseSeq { get; private set; }

    public void Begin(long serial, long baseNs, long baseSeq)
    {
        (Serial, BaseNs, BaseSeq) = (serial, baseNs, baseSeq);
        (Used, Packed, Live, LongArguments, CutArguments) = (0, 0, 0, 0, 0);
        _numberedCount = 0;
    }

    /// <summary>The encoded form of a position; assigns a short number for the next time while there are some left.</summary>
    public ulong NumberOf(int place)
    {
        var number = _numbered.AsSpan(0, _numberedCount).IndexOf(place);
        if (number >= 0)
        {
            return (ulong)number;
        }

        if (_numberedCount < Numbered)
        {
            _numbered[_numberedCount++] = place;
        }

        return (ulong)place + Numbered;
    }

    /// <summary>Decodes what <see cref="NumberOf"/> returned.</summary>
    public int PlaceOf(ulong number) => number < Numbered ? _numbered[number] : (int)(number - Numbered);
}
