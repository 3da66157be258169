using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>One process of a window: what figures need of it. What only a few shown rows need is read from the store.</summary>
/// <param name="Parent">The parent at birth; null where it is not known.</param>
/// <param name="Start">Its start, as spawners count it.</param>
/// <param name="FailedBootNs">When it failed: its end, or its last failed exec; 0 for one that has not failed.</param>
/// <param name="Reason">Why it failed; without meaning for one that has not.</param>
internal readonly record struct RecentProcess(
    ProgramRun Run, RecentGroup<ProgramKey, ProgramTally> Program, RecentGroup<SpawnKey, RecentStarts> Pair,
    ProcessId? Parent, SpawnStart Start, bool ForkWasSeen, long FailedBootNs, FailureReason Reason)
{
    public ProcessId Id => Run.Id;

    /// <summary>Which program started which; a starter that was not seen has no path.</summary>
    internal static SpawnKey PairOf(ProcessRecord process)
        => process.ForkWasSeen
            ? SpawnKey.Of(process)
            : new SpawnKey(process.Detail.Parent?.Comm, null, SpawnKind.Exec, process.Comm, process.Path);

    internal static long FailureOf(ProcessRecord process, in ProgramRun run)
        => !run.Failed ? 0 : run.ExitBootNs ?? LastFailedExec(process.Detail);

    private static long LastFailedExec(ProcessDetail detail)
    {
        var failures = detail.FailedExecs;
        for (var i = failures.Length - 1; i >= 0; i--)
        {
            if (!failures[i].Lookup)
            {
                return failures[i].BootNs;
            }
        }

        return 0;
    }
}
