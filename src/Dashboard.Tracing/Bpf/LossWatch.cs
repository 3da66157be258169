using Dashboard.Core.Events;

namespace Dashboard.Tracing.Bpf;

/// <summary>Compares the loss counters with what was already told, and says the difference as events.</summary>
internal sealed class LossWatch
{
    public const string RingFull = "ring full";
    public const string ScratchBusy = "scratch busy";

    /// <summary>Holes in the numbering that no counter explains.</summary>
    public const string SequenceHole = "sequence hole";

    /// <summary>The kernel ran no probe because one was running on that CPU: an interrupt, or a preempted task.</summary>
    public const string ProbeBusy = "probe busy";

    /// <summary>A kernel filter had no memory to remember a process that it lets through.</summary>
    public const string NoRoomToFollow = "no room to follow";

    private static readonly string[] Causes = [RingFull, ScratchBusy, NoRoomToFollow];

    private readonly Dictionary<string, long> _told = [];
    private long _missingBefore;
    private Timestamp? _wholeUntil;

    /// <summary>Appends what was lost since the last call; true when something was.</summary>
    /// <param name="stats">Read after the batch, so that what it lacks is counted already.</param>
    /// <param name="missing">
    /// Records that the numbering shows as missing. Told with the next call only: an interrupt's record can take its place
    /// in the ring before the one that it interrupted, and a batch may end between the two.
    /// </param>
    /// <param name="missedRuns">As last asked for: it costs too much for each batch.</param>
    /// <param name="until">The time of the last event of the batch; now when nothing came.</param>
    public bool Check(in NativeStats stats, long missing, long missedRuns, Timestamp until, long untilBootNs, List<LifecycleEvent> events)
    {
        var told = false;
        var stillMissing = Math.Min(missing, _missingBefore);
        _missingBefore = missing;
        foreach (var (cause, count) in Totals(stats, stillMissing, missedRuns))
        {
            var before = _told.GetValueOrDefault(cause);
            if (count <= before)
            {
                continue;
            }

            told = true;
            _told[cause] = count;
            events.Add(new LostEvent
            {
                Time = until,
                BootNs = untilBootNs,
                Count = count - before,
                Cause = cause,
                From = _wholeUntil,
                To = until,
            });
        }

        _wholeUntil = until;
        return told;
    }

    public static Dictionary<string, long> Totals(in NativeStats stats, long missing, long missedRuns)
    {
        var totals = new Dictionary<string, long>();
        var records = 0L;
        for (var i = 0; i < Causes.Length; i++)
        {
            totals[Causes[i]] = (long)stats.Lost[i];
            records += (long)stats.Lost[i];
        }

        totals[ProbeBusy] = missedRuns;
        totals[SequenceHole] = Math.Max(0, missing - records);
        return totals;
    }
}
