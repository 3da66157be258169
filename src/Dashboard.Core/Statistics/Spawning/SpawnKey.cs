using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>A program that starts another one: what the starts are grouped by.</summary>
/// <param name="ParentComm">The name of the process that called fork, at that moment.</param>
/// <param name="ParentPath">What it ran then; null where that was not seen.</param>
/// <param name="Comm">The name of the last image; null where each exec failed.</param>
/// <param name="Path">The path of the last image, as it was called; of a script the script. Where each exec failed, the path of the last attempt.</param>
public readonly record struct SpawnKey(string? ParentComm, string? ParentPath, SpawnKind Kind, string? Comm, string? Path)
{
    /// <summary>Of a process whose fork was seen. Inside LifecycleStore.Read only.</summary>
    internal static SpawnKey Of(ProcessRecord process)
    {
        var detail = process.Detail;
        var images = detail.Images;

        // Image 0 is what fork copied. The name is that of the process, not of the thread that called: those of a pool are numbered.
        var parent = (Comm: detail.BornBy?.Comm ?? images[0].Comm, images[0].Path);
        if (detail.ExecCount > 0)
        {
            ref readonly var last = ref images[^1];
            return new SpawnKey(parent.Comm, parent.Path, SpawnKind.Exec, last.Comm, last.Path);
        }

        var failures = detail.FailedExecs;
        for (var i = failures.Length - 1; i >= 0; i--)
        {
            if (!failures[i].Lookup)
            {
                return new SpawnKey(parent.Comm, parent.Path, SpawnKind.FailedExec, null, failures[i].Path);
            }
        }

        return new SpawnKey(parent.Comm, parent.Path, SpawnKind.NoExec, parent.Comm, parent.Path);
    }
}
