using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>
/// Number of missed probe runs, from the kernel's counters of each program. The kernel counts a skipped run of the first
/// program at once, but its recovery only after the second or third program has run, and the task can be preempted
/// before. Until then the run seems missed. So a missed run counts when two reads agree.
/// </summary>
internal sealed class MissedRunCounter(long openedNs)
{
    /// <summary>By probe, at the previous read.</summary>
    private readonly ulong[] _before = new ulong[Tracer.MaxPrograms];

    /// <summary>By probe, the agreed count; never decreases.</summary>
    private readonly ulong[] _agreed = new ulong[Tracer.MaxPrograms];

    /// <summary>What was reported, by probe.</summary>
    public ReadOnlySpan<ulong> Reported => _agreed;

    private ulong _recoveredBefore;
    private long _beforeToNs = openedNs;

    /// <param name="fromNs">Boot time before the counters were read.</param>
    /// <param name="toNs">Boot time after the counters were read.</param>
    public MissedRuns Update(ReadOnlySpan<NativeProgram> programs, long fromNs, long toNs)
    {
        var (count, missed, recovered) = (0UL, 0UL, 0UL);
        for (var i = 0; i < programs.Length; i++)
        {
            _agreed[i] = Math.Max(_agreed[i], Math.Min(_before[i], programs[i].Missed));
            _before[i] = programs[i].Missed;
            count += _agreed[i];
            missed += programs[i].Missed;
            recovered += programs[i].Recovered;
        }

        // A recovery during the read reduces the count of an earlier miss, which then shows only at a later read.
        var isWhole = recovered == _recoveredBefore && missed == count;
        var runs = new MissedRuns((long)count, isWhole, fromNs, _beforeToNs);
        (_recoveredBefore, _beforeToNs) = (recovered, toNs);
        return runs;
    }
}
