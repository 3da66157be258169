using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>What one process adds to the figures of its group.</summary>
/// <param name="Starter">The process that called fork.</param>
/// <param name="Failed">Killed by a signal, or an exit code above 0; null while it runs and where its exit is not known.</param>
internal readonly record struct SpawnStart(ProcessId Process, ProcessId? Starter, bool HasEnded, bool? Failed, long? CpuNs)
{
    /// <summary>Inside LifecycleStore.Read only.</summary>
    /// <param name="nowBootNs">Ends after this moment are not counted: the view is paused.</param>
    public static SpawnStart Of(ProcessRecord process, long nowBootNs)
    {
        var detail = process.Detail;
        var hasEnded = process.HasEnded && process.ExitBootNs <= nowBootNs;
        bool? failed = hasEnded && detail.Exit is { ExitCode: not null } or { Signal: not null } ? detail.Exit is { ExitCode: > 0 } or { Signal: not null } : null;
        long? cpuNs = hasEnded && detail.Usage is { } usage ? usage.UserNs + usage.SystemNs : null;
        return new SpawnStart(process.Id, detail.BornBy?.Id, hasEnded, failed, cpuNs);
    }
}
