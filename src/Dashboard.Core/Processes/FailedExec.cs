using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>An exec that returned an error: the image continued.</summary>
public sealed record FailedExec
{
    public required Timestamp Time { get; init; }

    public required long BootNs { get; init; }

    public string? Syscall { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>The real number of arguments, even when not all were kept.</summary>
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

    /// <summary>Duration of the call; null when the enter was not seen.</summary>
    public long? ExecNs { get; init; }

    public string? Errno => Core.Model.Errno.NameOf(Ret);

    public required long Ret { get; init; }

    /// <summary>The number of the image that called exec.</summary>
    public required int Image { get; init; }

    /// <summary>True for a step of a PATH search that continued: a lookup, not a failure.</summary>
    public bool Lookup { get; init; }
}
