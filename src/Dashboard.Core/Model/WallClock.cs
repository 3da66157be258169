namespace Dashboard.Core.Model;

/// <summary>
/// Converts boot time to wall-clock time: one offset for each piece between two settings of the clock. The kernel slews both
/// clocks alike, so the offset is constant within a piece.
/// </summary>
/// <remarks>One writer; any thread may read.</remarks>
/// <param name="offsetNs">The initial wall clock minus CLOCK_BOOTTIME.</param>
public sealed class WallClock(long offsetNs)
{
    /// <summary>Maximum number of pieces; beyond it the oldest piece gets the offset of the next.</summary>
    public const int MaxPieces = 1024;

    /// <summary>Oldest first, never empty. Replaced as a whole when the clock is set, so that readers need no lock.</summary>
    private volatile Piece[] _pieces = [new Piece(long.MinValue, offsetNs)];

    /// <summary>The initial offset.</summary>
    public long FirstOffsetNs { get; } = offsetNs;

    /// <summary>The present offset.</summary>
    public long OffsetNs => _pieces[^1].OffsetNs;

    /// <summary>True once the clock was set.</summary>
    public bool WasSet => _pieces.Length > 1;

    public Timestamp ToTimestamp(long bootNs)
    {
        var pieces = _pieces;
        var i = pieces.Length - 1;
        if (bootNs < pieces[i].FromBootNs)
        {
            i = Find(pieces, bootNs);
        }

        return new Timestamp(bootNs + pieces[i].OffsetNs);
    }

    /// <summary>
    /// The boot time of a wall-clock reading. A reading that occurred twice, because the clock was set back, gives the later one that
    /// has passed; a skipped reading, because it was set forward, gives the moment of the setting.
    /// </summary>
    /// <param name="nowBootNs">Later boot times have not passed yet.</param>
    public long ToBootNs(Timestamp at, long nowBootNs = long.MaxValue)
    {
        var pieces = _pieces;
        var nextNs = long.MaxValue;
        long? yetToCome = null;
        for (var i = pieces.Length - 1; i >= 0; i--)
        {
            var bootNs = at.UnixNs - pieces[i].OffsetNs;
            if (bootNs >= pieces[i].FromBootNs)
            {
                if (bootNs <= nowBootNs && (yetToCome is null || bootNs < nextNs))
                {
                    return Math.Min(bootNs, nextNs);
                }

                yetToCome ??= Math.Min(bootNs, nextNs);
            }

            nextNs = pieces[i].FromBootNs;
        }

        // The first piece has no beginning, so a value was found.
        return yetToCome!.Value;
    }

    /// <summary>The minimum and maximum reading between two boot times; where the clock was set meanwhile, these need not be the readings at the ends.</summary>
    public (Timestamp From, Timestamp To) Shown(long fromBootNs, long toBootNs)
    {
        var pieces = _pieces;
        var (from, to) = (long.MaxValue, long.MinValue);
        for (var i = Find(pieces, fromBootNs); i < pieces.Length && (i == 0 || pieces[i].FromBootNs <= toBootNs); i++)
        {
            var endNs = i + 1 < pieces.Length ? Math.Min(toBootNs, pieces[i + 1].FromBootNs) : toBootNs;
            from = Math.Min(from, Math.Max(fromBootNs, pieces[i].FromBootNs) + pieces[i].OffsetNs);
            to = Math.Max(to, endNs + pieces[i].OffsetNs);
        }

        return (new Timestamp(from), new Timestamp(to));
    }

    /// <summary>Adds a piece with another offset. For the single writer.</summary>
    public void Set(long fromBootNs, long offsetNs)
    {
        var pieces = _pieces;
        var kept = pieces.Length;
        while (kept > 1 && pieces[kept - 1].FromBootNs >= fromBootNs)
        {
            kept--;
        }

        var dropped = kept == MaxPieces ? 1 : 0;
        Piece[] next = [.. pieces[dropped..kept], new Piece(fromBootNs, offsetNs)];
        next[0] = next[0] with { FromBootNs = long.MinValue };
        _pieces = next;
    }

    /// <summary>The last piece that begins at or before this moment.</summary>
    private static int Find(Piece[] pieces, long bootNs)
    {
        var (low, high) = (0, pieces.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = pieces[middle].FromBootNs <= bootNs ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private readonly record struct Piece(long FromBootNs, long OffsetNs);
}
