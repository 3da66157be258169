using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Programs;

/// <summary>What one process adds to the totals of its program.</summary>
/// <param name="BeganBootNs">When it began to run its last program: its birth, or its last exec; negative for one that was already running when capture began.</param>
/// <param name="ExitBootNs">Null while it runs.</param>
/// <param name="ExitKnown">It has exited with a known exit status.</param>
/// <param name="LifetimeNs">Until its exit; 0 while it runs.</param>
/// <param name="Failed">As <c>is:failed</c>.</param>
/// <param name="CpuNs">Null while it runs, and where it is not known.</param>
internal readonly record struct ProgramRun(ProcessId Id, long BeganBootNs, long? ExitBootNs, long LifetimeNs, bool ExitKnown, bool Failed, long? CpuNs, long MaxRssBytes)
{
    /// <summary>Inside LifecycleStore.Read only.</summary>
    /// <param name="attachedBootNs">When capture began.</param>
    /// <param name="nowBootNs">Ends after this moment are not known yet: the view is paused.</param>
    public static ProgramRun Of(ProcessRecord process, long attachedBootNs, long nowBootNs)
    {
        var began = Began(process, attachedBootNs);
        if (!process.HasEnded || process.ExitBootNs > nowBootNs)
        {
            return new ProgramRun(process.Id, began, null, 0, false, process.HasEnded ? process.FinalFailureCount > 0 : process.Failed, null, 0);
        }

        var detail = process.Detail;
        return new ProgramRun(
            process.Id, began, process.ExitBootNs, process.LifetimeNs(nowBootNs), detail.Exit is { ExitCode: not null } or { Signal: not null }, process.Failed,
            detail.Usage is { } usage ? usage.UserNs + usage.SystemNs : null, detail.Usage?.MaxRssBytes ?? 0);
    }

    private static long Began(ProcessRecord process, long attachedBootNs)
    {
        var detail = process.Detail;
        return detail.ExecCount > 0 ? Math.Max(process.Id.StartNs, detail.Images[^1].BootNs)
            : process.ForkWasSeen || (!process.FromSnapshot && process.Id.StartNs >= attachedBootNs) ? process.Id.StartNs : -1;
    }
}
