using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Detects that the wall clock was set. Used by the thread that reads batches.</summary>
/// <remarks>
/// The kernel slews CLOCK_REALTIME and CLOCK_BOOTTIME alike (adjtimex changes their common tick length), and both include
/// suspend. So their difference changes only when the clock is set, apart from the time between two readings, which is
/// measured each time.
/// </remarks>
internal sealed class ClockWatch
{
    /// <summary>
    /// Smaller steps are no event: some daemons of virtual machines correct by milliseconds every few seconds, and no page
    /// shows less. Later events still get the corrected time, and steps that add up to this are reported.
    /// </summary>
    public const long MinReportedNs = 10_000_000;

    /// <summary>Resolution of .NET's wall clock: 100 ns.</summary>
    private const long TickNs = 100;

    private const int Samples = 8;

    private readonly Func<ClockReading> _read;

    /// <summary>Half of the time between the two readings that gave the offset.</summary>
    private long _errorNs;
    private long _reportedOffsetNs;
    private long _checkedNs;

    public ClockWatch(Func<ClockReading> read)
    {
        _read = read;
        var best = Best();
        (_errorNs, _reportedOffsetNs, _checkedNs) = (best.ErrorNs, best.OffsetNs, best.BeforeNs);
        Wall = new WallClock(best.OffsetNs);
    }

    /// <summary>Gives events their wall clock time.</summary>
    public WallClock Wall { get; }

    /// <summary>
    /// Reads both clocks. A new setting of the clock applies from the first record after the previous check: a moment ago, or
    /// longer if there were no records.
    /// </summary>
    /// <param name="firstNs">The boot time of the first record that was not decoded yet; null when there is none.</param>
    /// <returns>The event to report before those records; null for none.</returns>
    public ClockEvent? Check(long? firstNs)
    {
        var (sinceNs, reading) = (_checkedNs, _read());
        if (Agrees(reading))
        {
            _checkedNs = reading.AfterNs;
            return null;
        }

        var best = Best();
        if (Agrees(best))
        {
            _checkedNs = best.AfterNs;
            return null;
        }

        // An allocation may fail until the map has the offset. Nothing has changed then, and the next check finds the same.
        var (fromNs, offsetNs) = (Math.Clamp(firstNs ?? best.AfterNs, sinceNs + 1, best.AfterNs), best.OffsetNs);
        var set = Math.Abs(offsetNs - _reportedOffsetNs) < MinReportedNs
            ? null
            : new ClockEvent { BootNs = fromNs, Time = new Timestamp(fromNs + offsetNs), FromOffsetNs = _reportedOffsetNs, ToOffsetNs = offsetNs };
        Wall.Set(fromNs, offsetNs);
        (_checkedNs, _errorNs) = (best.AfterNs, best.ErrorNs);
        _reportedOffsetNs = set?.ToOffsetNs ?? _reportedOffsetNs;
        return set;
    }

    /// <summary>True when the known offset lies within the bounds of the reading.</summary>
    private bool Agrees(ClockReading reading)
        => Wall.OffsetNs >= reading.WallNs - reading.AfterNs - _errorNs - TickNs
            && Wall.OffsetNs <= reading.WallNs - reading.BeforeNs + _errorNs + TickNs;

    /// <summary>The most exact of several readings: the thread may be interrupted between the two clocks.</summary>
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
