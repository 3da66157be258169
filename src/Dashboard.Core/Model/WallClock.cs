namespace Dashboard.Core.Model;

/// <summary>
/// What the wall clock shows at a boot time: an offset for each stretch between two settings of it. The kernel slews both
/// clocks alike, so within a stretch the offset does not change.
/// </summary>
/// <remarks>One writer; any thread may ask.</remarks>
/// <param name="offsetNs">Wall clock minus CLOCK_BOOTTIME at first.</param>
public sealed class WallClock(long offsetNs)
{
    /// <summary>Bound of the stretches: beyond, the oldest is told by the clock of the next.</summary>
    public const int MaxPieces = 1024;

    /// <summary>Oldest first, never empty. A set clock is another array, so that readers need no lock.</summary>
    private volatile Piece[] _pieces = [new Piece(long.MinValue, offsetNs)];

    /// <summary>The offset with which it began.</summary>
    public long FirstOffsetNs { get; } = offsetNs;

    /// <summary>The offset now.</summary>
    public long OffsetNs => _pieces[^1].OffsetNs;

    /// <summary>True once it was set.</summary>
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
    /// The boot time at which it showed this. Of a time that it showed twice, because it was set back, the later that has
    /// been; of one that was left out, because it was set ahead, the moment of the setting.
    /// </summary>
    /// <param name="nowBootNs">What is later has not been.</param>
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

        // The first piece has no beginning, so something was found.
        return yetToCome!.Value;
    }

    /// <summary>The earliest and the latest that it showed from one boot time to another: of a stretch in which it was set, not those of its ends.</summary>
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

    /// <summary>From this boot time on it has another offset. For the one writer.</summary>
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

    /// <summary>The last piece that begins at this moment or before.</summary>
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
