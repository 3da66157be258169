using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>A program and the program that starts it: the key of a group of starts.</summary>
/// <param name="ParentComm">The name of the process that called fork, at that moment.</param>
/// <param name="ParentPath">Its path at that moment; null where unknown.</param>
/// <param name="Comm">The name of the last image; null where each exec failed.</param>
/// <param name="Path">The path of the last image as given; for a script the script's. Where each exec failed, the path of the last attempt.</param>
public readonly record struct SpawnKey(string? ParentComm, string? ParentPath, SpawnKind Kind, string? Comm, string? Path)
{
    /// <summary>The program by name; where each exec failed, the file's.</summary>
    public string? Program => Kind == SpawnKind.FailedExec ? Path?[(Path.LastIndexOf('/') + 1)..] : Comm;

    /// <summary>The key of a process with a known fork. Inside LifecycleStore.Read only.</summary>
    internal static SpawnKey Of(ProcessRecord process)
    {
        var detail = process.Detail;
        var images = detail.Images;

        // Image 0 is what fork copied. The name is the process's, not the calling thread's, because pool threads are numbered.
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
