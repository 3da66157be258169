using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>An exec that returned: the image of the process lived on.</summary>
public sealed record FailedExec
{
    public required Timestamp Time { get; init; }

    public required long BootNs { get; init; }

    public string? Syscall { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>The true number of arguments, also when not all were kept.</summary>
    public int? ArgCount { get; init; }

    public bool ArgsTruncated { get; init; }

    /// <summary>As of <see cref="ExecExitEvent.ArgsShed"/>.</summary>
    public bool ArgsShed { get; init; }

    /// <summary>As of <see cref="ExecExitEvent.ArgsDropped"/>.</summary>
    public bool ArgsDropped { get; init; }

    /// <summary>The path is null because it was left out while the ring was filling up.</summary>
    public bool PathShed { get; init; }

    /// <summary>How long the call took; null where the enter was not seen.</summary>
    public long? ExecNs { get; init; }

    public string? Errno => Core.Model.Errno.NameOf(Ret);

    public required long Ret { get; init; }

    /// <summary>The image that tried.</summary>
    public required int Image { get; init; }

    /// <summary>True when it was one step of a PATH search that went on: a lookup, not a failure.</summary>
    public bool Lookup { get; init; }
}
