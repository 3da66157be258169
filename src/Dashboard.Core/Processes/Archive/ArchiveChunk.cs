namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Packed processes, one after the other. Whatever repeats within a chunk (an argument, a path, a parent) stands there
/// once, and later records name its place; so a chunk is understood by itself, and forgotten as a whole.
/// </summary>
internal sealed class ArchiveChunk(ProcessArchive archive, int size)
{
    /// <summary>Places that have a number of their own. So many that one fits into a byte beside two bits.</summary>
    private const int Numbered = 31;

    // The first that were referred to: in a chunk of hundreds of records those that most refer to.
    private readonly int[] _numbered = new int[Numbered];
    private int _numberedCount;

    public ProcessArchive Archive { get; } = archive;

    public byte[] Bytes { get; } = new byte[size];

    public int Used { get; set; }

    /// <summary>Records are still added to it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Records that were packed into it.</summary>
    public int Packed { get; set; }

    /// <summary>Records that are still packed in it; at 0 the chunk is emptied and used again.</summary>
    public int Live { get; set; }

    /// <summary>Bytes of arguments that are longer than <see cref="Events.ArgumentBytes.LongBytes"/>.</summary>
    public int LongArguments { get; set; }

    /// <summary>The same of those longer than <see cref="Events.ArgumentBytes.ShortBytes"/>.</summary>
    public int CutArguments { get; set; }

    /// <summary>Differs for each filling of each chunk: what is remembered of an earlier one does not count.</summary>
    public long Serial { get; private set; }

    /// <summary>Moments and numbers are kept as distances from those of the first record.</summary>
    public long BaseNs { get; private set; }

    public long BaseSeq { get; private set; }

    public void Begin(long serial, long baseNs, long baseSeq)
    {
        (Serial, BaseNs, BaseSeq) = (serial, baseNs, baseSeq);
        (Used, Packed, Live, LongArguments, CutArguments) = (0, 0, 0, 0, 0);
        _numberedCount = 0;
    }

    /// <summary>How a place is written; gives it a number of its own for the next time while there are some.</summary>
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

    /// <summary>The other way.</summary>
    public int PlaceOf(ulong number) => number < Numbered ? _numbered[number] : (int)(number - Numbered);
}
