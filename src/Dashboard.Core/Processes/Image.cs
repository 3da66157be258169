using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>The program of a process between one successful exec and the next. Number 0 is the one that fork copied.</summary>
public sealed record Image
{
    /// <summary>0, 1, 2 … in exec order.</summary>
    public required int N { get; init; }

    public required Timestamp Time { get; init; }

    /// <summary>The moment it began, on CLOCK_BOOTTIME.</summary>
    public required long BootNs { get; init; }

    /// <summary>The process name when the image began; empty when it was never seen.</summary>
    public required string Comm { get; init; }

    /// <summary>execve or execveat; null for image 0 and for an untraced call (kernel-initiated, or 32-bit).</summary>
    public string? Syscall { get; init; }

    public string? Path { get; init; }

    /// <summary>The file that was executed, where it differs from the path: a script's interpreter.</summary>
    public string? Interpreter { get; init; }

    /// <summary>The executable, independent of the path used to call it.</summary>
    public ExecutableFile? Exe { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public int? ArgCount { get; init; }

    public bool ArgsTruncated { get; init; }

    /// <summary>See <see cref="ExecExitEvent.ArgsShed"/>.</summary>
    public bool ArgsShed { get; init; }

    /// <summary>See <see cref="ExecExitEvent.ArgsDropped"/>.</summary>
    public bool ArgsDropped { get; init; }

    /// <summary>The path is null because it was left out while the ring was filling up.</summary>
    public bool PathShed { get; init; }

    /// <summary>See <see cref="ExecExitEvent.Redacted"/>.</summary>
    public IReadOnlyList<string>? Redacted { get; init; }

    /// <summary>Duration of the exec; null for image 0 and when the enter was not seen.</summary>
    public long? ExecNs { get; init; }

    // Compares arguments by content: archived processes are read anew each time, and a page must detect that nothing changed.
    public bool Equals(Image? other)
        => other is not null && N == other.N && Time == other.Time && BootNs == other.BootNs && Comm == other.Comm
            && Syscall == other.Syscall && Path == other.Path && Interpreter == other.Interpreter && Exe == other.Exe && ArgCount == other.ArgCount
            && ArgsTruncated == other.ArgsTruncated && ArgsShed == other.ArgsShed && ArgsDropped == other.ArgsDropped && PathShed == other.PathShed && SameRules(Redacted, other.Redacted) && ExecNs == other.ExecNs
            && (Args is null ? other.Args is null : other.Args is not null && Args.SequenceEqual(other.Args));

    private static bool SameRules(IReadOnlyList<string>? a, IReadOnlyList<string>? b) => a is null ? b is null : b is not null && a.SequenceEqual(b);

    public override int GetHashCode() => HashCode.Combine(N, BootNs, Comm, Path);
}
