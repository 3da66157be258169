using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>Makes the images and failed attempts of a process from its events.</summary>
internal static class ProcessImages
{
    /// <summary>Image 0 of a child: what its parent ran. It begins with the process, microseconds before the fork was told.</summary>
    public static Image Copied(ForkEvent fork, Image? parent) => new()
    {
        N = 0,
        Time = new Timestamp(fork.Time.UnixNs - (fork.BootNs - fork.Process.StartNs)),
        BootNs = fork.Process.StartNs,
        Comm = fork.Comm,
        Path = parent?.Path,
        Interpreter = parent?.Interpreter,
        Args = parent?.Args,
        ArgCount = parent?.ArgCount,
        ArgsTruncated = parent?.ArgsTruncated ?? false,
    };

    /// <summary>Image 0 of a process that was there before: what it ran when it was found.</summary>
    public static Image Found(SnapshotEvent snapshot) => new()
    {
        N = 0,
        Time = snapshot.Time,
        BootNs = snapshot.Process.StartNs,
        Comm = snapshot.Comm,
        Path = snapshot.Path,
        Args = snapshot.Args,
        ArgCount = snapshot.ArgCount,
        ArgsTruncated = snapshot.ArgsTruncated,
    };

    /// <summary>Image 0 of a process of which only the name is known.</summary>
    public static Image Unknown(ProcessRecord record) => new()
    {
        N = 0,
        Time = record.Start,
        BootNs = record.Id.StartNs,
        Comm = record.Comm,
    };

    public static void Append(ProcessRecord record, ExecExitEvent exec)
    {
        if (record.ImageList.Count >= ProcessRecord.MaxImages)
        {
            record.ImageList.RemoveAt(1);
        }

        record.ImageList.Add(new Image
        {
            N = record.ExecCount,
            Time = exec.Time,
            BootNs = exec.BootNs,
            Comm = exec.Comm,
            Syscall = exec.Syscall,
            Path = exec.Path,
            Interpreter = exec.Interpreter,
            Args = exec.Args,
            ArgCount = exec.ArgCount,
            ArgsTruncated = exec.ArgsTruncated,
            ExecNs = exec.DurationNs,
        });
    }

    public static void AppendFailure(ProcessRecord record, ExecExitEvent exec)
    {
        record.FailedExecCount++;
        // Known already in a recording that was written after the search had gone on.
        record.FinalFailureCount += exec.Lookup ? 0 : 1;
        var kept = record.FailedExecList ??= new List<FailedExec>(1);
        if (kept.Count >= ProcessRecord.MaxFailedExecs)
        {
            kept.RemoveAt(0);
        }

        kept.Add(new FailedExec
        {
            Time = exec.Time,
            BootNs = exec.BootNs,
            Syscall = exec.Syscall,
            Path = exec.Path,
            Args = exec.Args,
            ArgCount = exec.ArgCount,
            ArgsTruncated = exec.ArgsTruncated,
            ExecNs = exec.DurationNs,
            Ret = exec.Ret,
            Image = record.ExecCount,
            Lookup = exec.Lookup,
        });
    }
}
