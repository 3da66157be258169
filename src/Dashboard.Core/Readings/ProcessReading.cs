using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>
/// What /proc said of a process at one moment. Null is not read: <see cref="Unreadable"/> gives the reason for each such fact.
/// </summary>
public sealed record ProcessReading
{
    /// <summary>Before the first read: no fact is older than this.</summary>
    public required Timestamp ReadAt { get; init; }

    /// <summary>How long the reading took: no fact is newer than <see cref="ReadAt"/> plus this.</summary>
    public long DurationNs { get; init; }

    /// <summary>Why nothing was read, in a sentence; null when something was.</summary>
    public string? Problem { get; init; }

    /// <summary>The command as ps shows it (setproctitle), "" when the process erased it; null while it equals the exec's arguments.</summary>
    public string? Title { get; init; }

    public bool TitleTruncated { get; init; }

    /// <summary>The first 200, in /proc order.</summary>
    public IReadOnlyList<ThreadName>? Threads { get; init; }

    public int? ThreadCount { get; init; }

    /// <summary>The link target of /proc/PID/exe, with " (deleted)" when the file is gone.</summary>
    public string? Exe { get; init; }

    public string? Cwd { get; init; }

    public string? Root { get; init; }

    /// <summary>The effective user's name, from the passwd file in the process's own root.</summary>
    public string? User { get; init; }

    /// <summary>The effective user in the process's own user namespace.</summary>
    public uint? UidInNamespace { get; init; }

    public CredentialIds? Uids { get; init; }

    public CredentialIds? Gids { get; init; }

    /// <summary>The supplementary groups, the first 256.</summary>
    public IReadOnlyList<uint>? Groups { get; init; }

    public int? GroupCount { get; init; }

    /// <summary>The login user (audit); null also without a login.</summary>
    public uint? Loginuid { get; init; }

    public CapabilitySets? Capabilities { get; init; }

    /// <summary>"off", "strict" or "filter".</summary>
    public string? Seccomp { get; init; }

    public bool? NoNewPrivs { get; init; }

    public int? Nice { get; init; }

    public int? Session { get; init; }

    public int? ProcessGroup { get; init; }

    /// <summary>Null also when there is none.</summary>
    public string? Tty { get; init; }

    /// <summary>One per hierarchy: 0 is cgroup v2.</summary>
    public IReadOnlyList<CgroupMembership>? Cgroups { get; init; }

    public IReadOnlyList<NamespaceMembership>? Namespaces { get; init; }

    /// <summary>Null when the dashboard was started without the option that shows it.</summary>
    public IReadOnlyList<EnvironmentVariable>? Environment { get; init; }

    public bool EnvironmentTruncated { get; init; }

    public IReadOnlyList<UnreadableFact> Unreadable { get; init; } = [];
}
