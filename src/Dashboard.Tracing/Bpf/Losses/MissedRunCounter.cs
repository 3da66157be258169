using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>
/// How many runs of probes were missed, by what the kernel says of the programs now and then. It counts a skipped run of a
/// probe's first program at once; that the second or third made up for it is counted when that one has run, and the task
/// can lose its CPU before. In between a run looks missed and is not. So a run is counted when two looks agree.
/// </summary>
internal sealed class MissedRunCounter(long openedNs)
{
    /// <summary>By probe, at the look before.</summary>
    private readonly ulong[] _before = new ulong[Tracer.MaxPrograms];

    /// <summary>By probe, what looks have agreed on; it never falls.</summary>
    private readonly ulong[] _agreed = new ulong[Tracer.MaxPrograms];

    private ulong _recoveredBefore;
    private long _beforeToNs = openedNs;

    /// <param name="fromNs">Boot time before they were read.</param>
    /// <param name="toNs">Boot time after they were read.</param>
    public MissedRuns Look(ReadOnlySpan<NativeProgram> programs, long fromNs, long toNs)
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

        // What was made up for while the programs were read is taken off what was missed before: then a missed run shows at a later look.
        var isWhole = recovered == _recoveredBefore && missed == count;
        var look = new MissedRuns((long)count, isWhole, fromNs, _beforeToNs);
        (_recoveredBefore, _beforeToNs) = (recovered, toNs);
        return look;
    }
}
