using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>A process as the JSON of /api/v1/processes/{id}, for the clipboard; without the live reading of /proc.</summary>
public static class ProcessJson
{
    private static readonly JsonSerializerOptions Indented = new(EventJson.Options) { WriteIndented = true };

    public static string Write(ProcessFacts facts) => JsonSerializer.Serialize(
        new
        {
            facts.Id,
            facts.Pid,
            facts.Context?.PidInNamespace,
            facts.Start,
            Born = facts.FromSnapshot ? null : new { facts.How, Flags = facts.CloneFlags, By = facts.BornBy },
            facts.Parent,
            facts.CurrentParent,
            facts.Comm,
            facts.Image.Exe,
            facts.Images,
            facts.FailedExecs,
            facts.Threads,
            facts.State,
            facts.Exit,
            facts.Reaped,
            facts.LifetimeNs,
            facts.WaitedNs,
            facts.Context?.Uid,
            facts.Context?.Gid,
            Loginuid = facts.Context?.LoginUid,
            facts.Context?.User,
            facts.Context?.Cgroup,
            facts.Context?.Container,
            facts.Context?.Session,
            facts.Context?.ProcessGroup,
            facts.Usage,
            Inferred = facts.Inferred.ToNames(),
        },
        Indented);
}
