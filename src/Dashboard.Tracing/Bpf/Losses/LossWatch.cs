using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Compares the loss counters with what was already reported, and reports the difference as events.</summary>
/// <param name="wall">By which moments get their time.</param>
/// <param name="openedNs">Boot time before the probes were attached: nothing can have been lost before.</param>
/// <remarks>
/// A loss is counted when it happens. So it lies between the moment before the counters were read last and the moment
/// after they were read now, however late the records around it are delivered: a reader that was stopped for a minute
/// delivers old records first.
/// </remarks>
internal sealed class LossWatch(WallClock wall, long openedNs)
{
    public const string RingFull = "ring full";
    public const string ScratchBusy = "scratch busy";

    /// <summary>Holes in the numbering that no counter explains.</summary>
    public const string SequenceHole = "sequence hole";

    /// <summary>The kernel ran no probe because one was running on that CPU: an interrupt, or a preempted task.</summary>
    public const string ProbeBusy = "probe busy";

    /// <summary>A kernel filter had no memory to remember a process that it lets through.</summary>
    public const string NoRoomToFollow = "no room to follow";

    /// <summary>Sizes that contradict each other: a defect of this program, or of memory.</summary>
    public const string UnreadableRecord = "unreadable record";

    /// <summary>The ring was more than half full, and who caused the record had used its share of the rest.</summary>
    public const string OverShare = "over share";

    /// <summary>No record is missing: some came without their long arguments or paths, because the ring was filling up.</summary>
    public const string Shed = "shed";

    /// <summary>Places in enum lifecycle_loss.</summary>
    public const int RingFullIndex = 0;
    public const int OverShareIndex = 3;

    /// <summary>
    /// The event comes first, its count some instructions later; on a virtual CPU that loses its processor in between,
    /// that can be a slice of the host's scheduler.
    /// </summary>
    private const long CountDelayNs = 10_000_000;

    private static readonly string[] Causes = [RingFull, ScratchBusy, NoRoomToFollow, OverShare];

    private readonly long _openedNs = openedNs;
    private readonly Dictionary<string, long> _reported = [];
    private long _missingBefore;
    private long _countedToNs = openedNs;
    private long _runsWholeToNs = openedNs;

    /// <summary>Appends what was lost since the last call; true when something was.</summary>
    /// <param name="stats">Read after the batch, so that what it lacks is counted already.</param>
    /// <param name="readFromNs">Boot time before they were read.</param>
    /// <param name="readToNs">Boot time after they were read.</param>
    /// <param name="sequences">
    /// What its numbering shows as missing is reported with the next call only: an interrupt's record can take its place in
    /// the ring before the one that it interrupted, and a batch may end between the two.
    /// </param>
    /// <param name="placeNs">The time of the last event of the batch, behind which the report stands; now when nothing came.</param>
    /// <param name="pressure">What happened under pressure since the last call; null when there was none.</param>
    public bool Check(
        in NativeStats stats, long readFromNs, long readToNs, SequenceWatch sequences, in MissedRuns missed, long placeNs,
        PressureInterval? pressure, List<LifecycleEvent> events)
    {
        var before = events.Count;
        var stillMissing = Math.Min(sequences.Missing, _missingBefore);
        _missingBefore = sequences.Missing;
        var youngest = sequences.TakeLossFromNs();
        foreach (var (cause, count) in Totals(stats, stillMissing, missed.Count, sequences.Unreadable))
        {
            var lost = count - _reported.GetValueOrDefault(cause);
            if (lost <= 0)
            {
                continue;
            }

            _reported[cause] = count;
            var (fromNs, toNs) = cause switch
            {
                ProbeBusy => (_runsWholeToNs, missed.ToNs),
                // It says nothing that can be believed, its time neither.
                UnreadableRecord => (_openedNs, readToNs),
                SequenceHole when sequences.Holes is { } holes => holes,
                _ => (Math.Max(_countedToNs, youngest), readToNs),
            };
            events.Add(About(Lost(cause, lost, placeNs, fromNs, toNs), pressure));
        }

        var lostAny = events.Count > before;
        if (pressure?.All.Sum(PressureCounts.OfTexts) > 0)
        {
            events.Add(About(Lost(Shed, 0, placeNs, Math.Max(_countedToNs, youngest), readToNs), pressure));
        }

        _countedToNs = readFromNs;
        if (missed.IsWhole)
        {
            _runsWholeToNs = missed.ReadFromNs;
        }

        if (sequences.Missing == Records(stats) + _reported.GetValueOrDefault(SequenceHole))
        {
            // Each hole is explained: those to come are new.
            sequences.ForgetHoles();
        }

        return lostAny;
    }

    public static Dictionary<string, long> Totals(in NativeStats stats, long missing, long missedRuns, long unreadable)
    {
        var totals = new Dictionary<string, long>();
        for (var i = 0; i < Causes.Length; i++)
        {
            totals[Causes[i]] = (long)stats.Lost[i];
        }

        totals[ProbeBusy] = missedRuns;
        totals[UnreadableRecord] = unreadable;
        totals[SequenceHole] = Math.Max(0, missing - Records(stats));
        return totals;
    }

    private LostEvent Lost(string cause, long count, long placeNs, long fromNs, long toNs) => new()
    {
        Time = ToTime(placeNs),
        BootNs = placeNs,
        Count = count,
        Cause = cause,
        From = ToTime(Math.Max(_openedNs, fromNs - CountDelayNs)),
        To = ToTime(toNs),
    };

    /// <summary>With what was lost, whose it was, and who filled the ring.</summary>
    private static LostEvent About(LostEvent lost, PressureInterval? pressure)
    {
        Range? columns = lost.Cause switch
        {
            RingFull => PressureCounts.OfRingFull,
            OverShare => PressureCounts.OfOverShare,
            Shed => PressureCounts.OfTexts,
            _ => null,
        };
        return pressure is null || columns is not { } of
            ? lost
            : lost with { Shed = pressure.All.ToShed(of), Origin = pressure.Origins(of), Culprits = pressure.Culprits };
    }

    private static long Records(in NativeStats stats)
    {
        var records = 0L;
        for (var i = 0; i < Causes.Length; i++)
        {
            records += (long)stats.Lost[i];
        }

        return records;
    }

    private Timestamp ToTime(long bootNs) => wall.ToTimestamp(bootNs);
}
