namespace Dashboard.Core.Events;

/// <summary>Where and as whom a process runs. Null is unknown. Shared between events of one process where nothing changed.</summary>
public sealed record ProcessContext
{
    public int? PidInNamespace { get; init; }

    /// <summary>The effective user: of a set-user-ID program its owner.</summary>
    public int? Uid { get; init; }

    public string? User { get; init; }

    /// <summary>The cgroup v2 path.</summary>
    public string? Cgroup { get; init; }

    /// <summary>The container id that the cgroup path names.</summary>
    public string? Container { get; init; }

    public int? Session { get; init; }

    public int? ProcessGroup { get; init; }

    public string? Cwd { get; init; }

    public string? Tty { get; init; }
}
