using Dashboard.Core.Events;

namespace Dashboard.Core.Readings;

/// <summary>
/// What /proc said of a process once. It is true of that time only. Null is not read: <see cref="Unreadable"/>
/// names each such fact and says why.
/// </summary>
public sealed record ProcessReading
{
    /// <summary>Before the first read: no fact is older than this.</summary>
    public required Timestamp ReadAt { get; init; }

    /// <summary>How long the reading took: no fact is newer than <see cref="ReadAt"/> and this.</summary>
    public long DurationNs { get; init; }

    /// <summary>Why nothing was read, as a sentence; null when something was.</summary>
    public string? Problem { get; init; }

    /// <summary>What ps shows as the command (setproctitle), "" where the process erased it; null while it is what the exec was given.</summary>
    public string? Title { get; init; }

    public bool TitleTruncated { get; init; }

    /// <summary>The first 200, in the order of /proc.</summary>
    public IReadOnlyList<ThreadName>? Threads { get; init; }

    public int? ThreadCount { get; init; }

    /// <summary>As /proc/PID/exe says, with " (deleted)" where the file is gone.</summary>
    public string? Exe { get; init; }

    public string? Cwd { get; init; }

    public string? Root { get; init; }

    /// <summary>Of the effective user, from the passwd file of the process's own root.</summary>
    public string? User { get; init; }

    /// <summary>The effective user as the process's own user namespace numbers it.</summary>
    public uint? UidInNamespace { get; init; }

    public CredentialIds? Uids { get; init; }

    public CredentialIds? Gids { get; init; }

    /// <summary>The supplementary groups, the first 256.</summary>
    public IReadOnlyList<uint>? Groups { get; init; }

    public int? GroupCount { get; init; }

    /// <summary>Who logged in (audit); null also when nobody did.</summary>
    public uint? Loginuid { get; init; }

    public CapabilitySets? Capabilities { get; init; }

    /// <summary>"off", "strict" or "filter".</summary>
    public string? Seccomp { get; init; }

    public bool? NoNewPrivs { get; init; }

    public int? Nice { get; init; }

    public int? Session { get; init; }

    public int? ProcessGroup { get; init; }

    /// <summary>Null also when it has none.</summary>
    public string? Tty { get; init; }

    /// <summary>One of each hierarchy: 0 is cgroup v2.</summary>
    public IReadOnlyList<CgroupMembership>? Cgroups { get; init; }

    public IReadOnlyList<NamespaceMembership>? Namespaces { get; init; }

    /// <summary>Null when the program was not asked to show it.</summary>
    public IReadOnlyList<EnvironmentVariable>? Environment { get; init; }

    public bool EnvironmentTruncated { get; init; }

    public IReadOnlyList<UnreadableFact> Unreadable { get; init; } = [];
}
