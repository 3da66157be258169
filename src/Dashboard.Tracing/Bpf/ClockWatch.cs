using Dashboard.Core.Events;
using Dashboard.Core.History;

namespace Dashboard.Tracing.Bpf;

/// <summary>Notices that the wall clock was set. Used by the thread that reads batches.</summary>
/// <remarks>
/// The kernel slews CLOCK_REALTIME and CLOCK_BOOTTIME alike (adjtimex changes the length of their common tick), and a
/// suspend counts in both. So the difference of the two changes when the clock is set, and never else; what moves besides is
/// the time between two readings, which is known each time.
/// </remarks>
internal sealed class ClockWatch
{
    /// <summary>
    /// Less is no event: some daemons of virtual machines correct by milliseconds every few seconds, and no page shows less.
    /// Later events bear the corrected time all the same, and what adds up to this is told.
    /// </summary>
    public const long TellNs = 10_000_000;

    /// <summary>.NET gives the wall clock in steps of 100 ns.</summary>
    private const long TickNs = 100;

    private const int Samples = 8;

    private readonly Func<ClockReading> _read;

    /// <summary>Half the time between the readings that the offset was made of.</summary>
    private long _errorNs;
    private long _toldOffsetNs;
    private long _lookedNs;

    public ClockWatch(Func<ClockReading> read)
    {
        _read = read;
        var best = Best();
        (_errorNs, _toldOffsetNs, _lookedNs) = (best.ErrorNs, best.OffsetNs, best.BeforeNs);
        Wall = new WallClock(best.OffsetNs);
    }

    /// <summary>By which events get their time.</summary>
    public WallClock Wall { get; }

    /// <summary>
    /// Reads both clocks. A clock that was set since the last look counts from the first record behind that look: a moment
    /// before, or as long ago as nothing has happened.
    /// </summary>
    /// <param name="firstNs">The boot time of the first record that was not decoded yet; null when there is none.</param>
    /// <returns>What is to be told, before those records; null for nothing.</returns>
    public ClockEvent? Look(long? firstNs)
    {
        var (sinceNs, reading) = (_lookedNs, _read());
        if (Agrees(reading))
        {
            _lookedNs = reading.AfterNs;
            return null;
        }

        var best = Best();
        if (Agrees(best))
        {
            _lookedNs = best.AfterNs;
            return null;
        }

        // Memory may run out until the map has it. Nothing has changed then, and the next look finds the same.
        var (fromNs, offsetNs) = (Math.Clamp(firstNs ?? best.AfterNs, sinceNs + 1, best.AfterNs), best.OffsetNs);
        var set = Math.Abs(offsetNs - _toldOffsetNs) < TellNs
            ? null
            : new ClockEvent { BootNs = fromNs, Time = new Timestamp(fromNs + offsetNs), FromOffsetNs = _toldOffsetNs, ToOffsetNs = offsetNs };
        Wall.Set(fromNs, offsetNs);
        (_lookedNs, _errorNs) = (best.AfterNs, best.ErrorNs);
        _toldOffsetNs = set?.ToOffsetNs ?? _toldOffsetNs;
        return set;
    }

    /// <summary>The offset that is known lies between those that the readings allow.</summary>
    private bool Agrees(ClockReading reading)
        => Wall.OffsetNs >= reading.WallNs - reading.AfterNs - _errorNs - TickNs
            && Wall.OffsetNs <= reading.WallNs - reading.BeforeNs + _errorNs + TickNs;

    /// <summary>The closest of some: the thread may be interrupted between two readings.</summary>
    private ClockReading Best()
    {
        var best = _read();
        for (var i = 1; i < Samples; i++)
        {
            var next = _read();
            best = next.ErrorNs < best.ErrorNs ? next : best;
        }

        return best;
    }
}
