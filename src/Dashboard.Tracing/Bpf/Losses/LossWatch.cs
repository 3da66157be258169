using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Compares the loss counters with what was already reported, and reports the difference as events.</summary>
/// <param name="wall">Converts boot times to wall clock times.</param>
/// <param name="openedNs">Boot time before the probes were attached: nothing can have been lost before.</param>
/// <remarks>
/// A loss is counted when it happens. So it lies between the previous read of the counters and this one, however late the
/// records around it are delivered: a reader that was stopped for a minute delivers old records first.
/// </remarks>
internal sealed class LossWatch(WallClock wall, long openedNs)
{
    public const string RingFull = "ring full";
    public const string ScratchBusy = "scratch busy";

    /// <summary>Missing sequence numbers that no counter explains.</summary>
    public const string SequenceHole = "sequence hole";

    /// <summary>The kernel skipped a probe because one was already running on that CPU: an interrupt, or a preempted task.</summary>
    public const string ProbeBusy = "probe busy";

    /// <summary>A kernel filter had no memory for a process that it should follow.</summary>
    public const string NoRoomToFollow = "no room to follow";

    /// <summary>A record whose sizes contradict each other: a defect of this program, or of memory.</summary>
    public const string UnreadableRecord = "unreadable record";

    /// <summary>The ring was more than half full, and the record's user had used up its share of the rest.</summary>
    public const string OverShare = "over share";

    /// <summary>No record is missing: some have no long arguments or paths, because the ring was filling up.</summary>
    public const string Shed = "shed";

    /// <summary>Index in enum lifecycle_loss.</summary>
    public const int RingFullIndex = 0;
    public const int OverShareIndex = 3;

    /// <summary>
    /// An event happens some instructions before it is counted; a virtual CPU that is preempted in between can delay the count
    /// by a time slice of the host.
    /// </summary>
    private const long CountDelayNs = 10_000_000;

    /// <summary>The causes of enum lifecycle_loss by their number, then those that are found here.</summary>
    private static readonly string[] Causes = [RingFull, ScratchBusy, NoRoomToFollow, OverShare, ProbeBusy, UnreadableRecord, SequenceHole];
    private static readonly int Counters = Array.IndexOf(Causes, ProbeBusy);
    private static readonly int Hole = Array.IndexOf(Causes, SequenceHole);

    private readonly long _openedNs = openedNs;

    /// <summary>By cause, like <see cref="Causes"/>.</summary>
    private readonly long[] _reported = new long[Causes.Length];
    private long _missingBefore;
    private long _countedToNs = openedNs;
    private long _runsWholeToNs = openedNs;

    /// <summary>Appends the losses since the last call; true when there were any.</summary>
    /// <param name="stats">Read after the batch, so that they count everything it lacks.</param>
    /// <param name="readFromNs">Boot time before the stats were read.</param>
    /// <param name="readToNs">Boot time after the stats were read.</param>
    /// <param name="sequences">
    /// Its holes are reported by the next call only: an interrupt's record can be reserved before the one it interrupted, and
    /// a batch may end between the two.
    /// </param>
    /// <param name="placeNs">Time of the batch's last event, after which the report is placed; now for an empty batch.</param>
    /// <param name="pressure">Pressure since the last call; null when there was none.</param>
    public bool Check(
        in NativeStats stats, long readFromNs, long readToNs, SequenceWatch sequences, in MissedRuns missed, long placeNs,
        PressureInterval? pressure, List<LifecycleEvent> events)
    {
        var before = events.Count;
        var stillMissing = Math.Min(sequences.Missing, _missingBefore);
        _missingBefore = sequences.Missing;
        var youngest = sequences.TakeLossFromNs();
        Span<long> totals = stackalloc long[Causes.Length];
        Fill(totals, stats, stillMissing, missed.Count, sequences.Unreadable);
        for (var i = 0; i < totals.Length; i++)
        {
            var (cause, lost) = (Causes[i], totals[i] - _reported[i]);
            if (lost <= 0)
            {
                continue;
            }

            _reported[i] = totals[i];
            var (fromNs, toNs) = cause switch
            {
                ProbeBusy => (_runsWholeToNs, missed.ToNs),
                // An unreadable record has no reliable time.
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

        if (sequences.Missing == Records(stats) + _reported[Hole])
        {
            // All holes are explained, so later holes are new.
            sequences.ForgetHoles();
        }

        return lostAny;
    }

    public static Dictionary<string, long> Totals(in NativeStats stats, long missing, long missedRuns, long unreadable)
    {
        Span<long> counts = stackalloc long[Causes.Length];
        Fill(counts, stats, missing, missedRuns, unreadable);
        var totals = new Dictionary<string, long>(counts.Length);
        for (var i = 0; i < counts.Length; i++)
        {
            totals[Causes[i]] = counts[i];
        }

        return totals;
    }

    /// <summary>By cause, like <see cref="Causes"/>. Called for each batch, so it allocates nothing.</summary>
    private static void Fill(Span<long> totals, in NativeStats stats, long missing, long missedRuns, long unreadable)
    {
        for (var i = 0; i < Counters; i++)
        {
            totals[i] = (long)stats.Lost[i];
        }

        (totals[Counters], totals[Counters + 1], totals[Hole]) = (missedRuns, unreadable, Math.Max(0, missing - Records(stats)));
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

    /// <summary>Adds what was lost, from which processes, and which ones filled the ring.</summary>
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
        for (var i = 0; i < Counters; i++)
        {
            records += (long)stats.Lost[i];
        }

        return records;
    }

    private Timestamp ToTime(long bootNs) => wall.ToTimestamp(bootNs);
}
