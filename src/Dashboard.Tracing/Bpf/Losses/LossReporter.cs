using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Asks the kernel side what was lost, and by whom. Used under one lock.</summary>
/// <param name="wall">By which moments get their time.</param>
/// <param name="openedNs">Boot time before the probes were attached.</param>
internal sealed class LossReporter(Tracer tracer, WallClock wall, long openedNs)
{
    private const long MissedRunsEveryNs = 1_000_000_000;

    /// <summary>The tallies are read by system calls, so what goes on under pressure is told this often.</summary>
    private const long PressureEveryNs = 100_000_000;

    /// <summary>After a time without pressure the tallies begin anew, so that other names find room.</summary>
    private const long QuietNs = 5_000_000_000;

    private readonly LossWatch _losses = new(wall, openedNs);
    private readonly PressureLedger _ledger = new();
    private readonly NativeTally[] _tallies = new NativeTally[NativeTally.Most];
    private readonly MissedRunCounter _runs = new(openedNs);
    private MissedRuns _missedRuns = new(0, true, openedNs, openedNs);
    private ulong _pressedTold;
    private ulong _recordsSeen;
    private long _pressureToldNs;

    /// <summary>Something happened under pressure and has not been told.</summary>
    public bool Awaits { get; private set; }

    /// <summary>Records were lost since the call before; they may not have been told yet.</summary>
    public bool LostNow { get; private set; }

    /// <summary>Appends what was lost since it was last told; true when records were.</summary>
    /// <param name="placeNs">The time of the last event of the batch, behind which the report stands; now when nothing came.</param>
    public bool Report(long nowNs, long placeNs, SequenceWatch sequences, List<LifecycleEvent> events)
    {
        var missed = ReadMissedRuns();
        var readFrom = LibC.BootTimeNs();
        var stats = tracer.Stats();
        var readTo = LibC.BootTimeNs();
        var records = Records(stats);
        (LostNow, _recordsSeen) = (records != _recordsSeen, records);
        Awaits = stats.Pressed != _pressedTold || _ledger.IsBehind;
        if (Awaits && nowNs - _pressureToldNs < PressureEveryNs)
        {
            return false;
        }

        PressureInterval? pressure = null;
        if (Awaits)
        {
            pressure = _ledger.Take(stats, tracer.Tallies(_tallies));
            (_pressedTold, _pressureToldNs, Awaits) = (stats.Pressed, nowNs, _ledger.IsBehind);
        }
        else if (!_ledger.IsEmpty && nowNs - _pressureToldNs > QuietNs)
        {
            tracer.ForgetTallies();
            _ledger.Forget();
        }

        return _losses.Check(stats, readFrom, readTo, sequences, missed, placeNs, pressure, events);
    }

    /// <summary>All that was lost since attach, by cause.</summary>
    public Dictionary<string, long> Totals(in NativeStats stats, SequenceWatch sequences)
        => LossWatch.Totals(stats, sequences.Missing, ReadMissedRuns().Count, sequences.Unreadable);

    /// <summary>Since attach; null when there was no pressure.</summary>
    public PressureStatus? Pressure(in NativeStats stats) => _ledger.Status(stats);

    private static ulong Records(in NativeStats stats)
    {
        var sum = 0UL;
        foreach (var lost in stats.Lost)
        {
            sum += lost;
        }

        return sum;
    }

    private MissedRuns ReadMissedRuns()
    {
        var now = LibC.BootTimeNs();
        if (now - _missedRuns.ReadFromNs >= MissedRunsEveryNs)
        {
            var programs = tracer.Programs();
            _missedRuns = _runs.Look(programs, now, LibC.BootTimeNs());
        }

        return _missedRuns;
    }
}
