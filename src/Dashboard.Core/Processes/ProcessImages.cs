using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>Creates a process's images and failed execs from its events.</summary>
internal static class ProcessImages
{
    /// <summary>Image 0 of a child: its parent's program. It begins with the process, microseconds before the fork event.</summary>
    public static ImageEntry Copied(ForkEvent fork, ReadOnlySpan<ImageEntry> parents, ArgumentArena arguments)
    {
        var image = parents.IsEmpty ? default : parents[^1];
        image.Args = image.Args.CopyTo(arguments);
        image.N = 0;
        image.Time = new Timestamp(fork.Time.UnixNs - (fork.BootNs - fork.Process.StartNs));
        image.BootNs = fork.Process.StartNs;
        image.Comm = fork.Comm;
        image.Syscall = null;
        image.ExecNs = null;
        return image;
    }

    /// <summary>Image 0 of a process that already ran: its program in the snapshot.</summary>
    public static ImageEntry Found(SnapshotEvent snapshot) => new()
    {
        Time = snapshot.Time,
        BootNs = snapshot.Process.StartNs,
        Comm = snapshot.Comm,
        Path = snapshot.Path,
        Exe = snapshot.Exe,
        Args = new ArgumentEntry(snapshot.Args),
        ArgCount = snapshot.ArgCount,
        ArgsTruncated = snapshot.ArgsTruncated,
        Redacted = snapshot.Redacted,
    };

    /// <summary>Image 0 of a process with only its name known.</summary>
    public static ImageEntry Unknown(ProcessRecord record) => new()
    {
        Time = record.Start,
        BootNs = record.Id.StartNs,
        Comm = record.Comm,
    };

    public static ImageEntry Of(ExecExitEvent exec, int number, ArgumentArena arguments) => new()
    {
        N = number,
        Time = exec.Time,
        BootNs = exec.BootNs,
        Comm = exec.Comm,
        Syscall = exec.Syscall,
        Path = exec.WholePath,
        Interpreter = exec.Interpreter,
        Exe = exec.Exe,
        Args = ArgumentEntry.Of(exec, arguments),
        ArgCount = exec.ArgCount,
        ArgsTruncated = exec.ArgsTruncated,
        ArgsShed = exec.ArgsShed,
        ArgsDropped = exec.ArgsDropped,
        PathShed = exec.PathShed,
        Redacted = exec.Redacted,
        ExecNs = exec.DurationNs,
    };

    public static FailedExecEntry Failure(ExecExitEvent exec, int image, ArgumentArena arguments) => new()
    {
        Time = exec.Time,
        BootNs = exec.BootNs,
        Syscall = exec.Syscall,
        Path = exec.WholePath,
        Args = ArgumentEntry.Of(exec, arguments),
        ArgCount = exec.ArgCount,
        ArgsTruncated = exec.ArgsTruncated,
        ArgsShed = exec.ArgsShed,
        ArgsDropped = exec.ArgsDropped,
        PathShed = exec.PathShed,
        Redacted = exec.Redacted,
        ExecNs = exec.DurationNs,
        Ret = exec.Ret,
        Image = image,
        Lookup = exec.Lookup,
    };
}
