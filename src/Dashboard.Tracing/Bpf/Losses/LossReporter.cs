using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Reads from the kernel side what was lost, and which processes caused it. Used under one lock.</summary>
internal sealed class LossReporter
{
    private const long MissedRunsEveryNs = 1_000_000_000;

    /// <summary>Interval of reports under pressure; reading the tallies takes system calls.</summary>
    private const long PressureEveryNs = 100_000_000;

    /// <summary>After this long without pressure the tallies are cleared, to make room for other names.</summary>
    private const long QuietNs = 5_000_000_000;

    /// <summary>How old what is left for a later server may be.</summary>
    private const long NoteEveryNs = 100_000_000;

    private readonly Tracer _tracer;
    private readonly LossWatch _losses;
    private readonly PressureLedger _ledger = new();
    private readonly NativeTally[] _tallies = new NativeTally[NativeTally.Max];
    private readonly MissedRunCounter _runs;
    private MissedRuns _missedRuns;
    private long _notedNs;
    private ulong _reportedPressed;
    private ulong _recordsSeen;
    private long _pressureReportedNs;

    /// <param name="wall">Converts boot times to wall clock times.</param>
    /// <param name="openedNs">Boot time before the probes were attached, or until when an earlier server has reported.</param>
    public LossReporter(Tracer tracer, WallClock wall, long openedNs)
    {
        (_tracer, _losses, _runs, _missedRuns) = (tracer, new LossWatch(wall, openedNs), new MissedRunCounter(openedNs), new MissedRuns(0, true, openedNs, openedNs));
        if (tracer.Continues)
        {
            // The tallies go on from an earlier server: who caused what is known for what comes from here on.
            var stats = tracer.Stats();
            _ledger.Take(stats, tracer.Tallies(_tallies));
            _reportedPressed = stats.Pressed;
        }
    }

    /// <summary>Something happened under pressure and is not yet reported.</summary>
    public bool Awaits { get; private set; }

    /// <summary>Records were lost since the previous call; they may not be reported yet.</summary>
    public bool LostNow { get; private set; }

    /// <summary>Appends unreported losses; true when records were lost.</summary>
    /// <param name="placeNs">Time of the batch's last event, after which the report is placed; now for an empty batch.</param>
    public bool Report(long nowNs, long placeNs, SequenceWatch sequences, List<LifecycleEvent> events)
    {
        var missed = ReadMissedRuns();
        var readFrom = LibC.BootTimeNs();
        var stats = _tracer.Stats();
        var readTo = LibC.BootTimeNs();
        var records = Records(stats);
        (LostNow, _recordsSeen) = (records != _recordsSeen, records);
        Awaits = stats.Pressed != _reportedPressed || _ledger.IsBehind;
        if (Awaits && nowNs - _pressureReportedNs < PressureEveryNs)
        {
            return false;
        }

        PressureInterval? pressure = null;
        if (Awaits)
        {
            pressure = _ledger.Take(stats, _tracer.Tallies(_tallies));
            (_reportedPressed, _pressureReportedNs, Awaits) = (stats.Pressed, nowNs, _ledger.IsBehind);
        }
        else if (!_ledger.IsEmpty && nowNs - _pressureReportedNs > QuietNs)
        {
            _tracer.ForgetTallies();
            _ledger.Forget();
        }

        var lostAny = _losses.Check(stats, readFrom, readTo, sequences, missed, placeNs, pressure, events);
        if (CapturePart.IsShared && (lostAny || nowNs - _notedNs >= NoteEveryNs))
        {
            _tracer.Note(readFrom, stats, _runs.Reported);
            _notedNs = nowNs;
        }

        return lostAny;
    }

    /// <summary>All losses since attach, by cause.</summary>
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
            var programs = _tracer.Programs();
            _missedRuns = _runs.Update(programs, now, LibC.BootTimeNs());
        }

        return _missedRuns;
    }
}
