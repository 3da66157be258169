using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Programs;

/// <summary>What one process adds to the totals of its program.</summary>
/// <param name="ExitBootNs">Null while it runs.</param>
/// <param name="ExitKnown">It has exited with a known exit status.</param>
/// <param name="Failed">As <c>is:failed</c>.</param>
/// <param name="CpuNs">Null while it runs, and where it is not known.</param>
internal readonly record struct ProgramRun(ProcessId Id, long? ExitBootNs, bool ExitKnown, bool Failed, long? CpuNs, long MaxRssBytes)
{
    /// <summary>Inside LifecycleStore.Read only.</summary>
    /// <param name="nowBootNs">Ends after this moment are not known yet: the view is paused.</param>
    public static ProgramRun Of(ProcessRecord process, long nowBootNs)
    {
        if (!process.HasEnded || process.ExitBootNs > nowBootNs)
        {
            return new ProgramRun(process.Id, null, false, process.HasEnded ? process.FinalFailureCount > 0 : process.Failed, null, 0);
        }

        var detail = process.Detail;
        return new ProgramRun(
            process.Id, process.ExitBootNs, detail.Exit is { ExitCode: not null } or { Signal: not null }, process.Failed,
            detail.Usage is { } usage ? usage.UserNs + usage.SystemNs : null, detail.Usage?.MaxRssBytes ?? 0);
    }
}
