namespace Dashboard.Core.Feeds;

/// <summary>
/// What the kernel side was asked to leave out. All that are set must agree. Filtered is not absent: what was left out
/// happened, has no number and is no loss.
/// </summary>
public sealed record KernelFilter
{
    public const string Failures = "failures";

    /// <summary>A process, by the number that it has at the start, and whatever descends from it.</summary>
    public int? Under { get; init; }

    /// <summary>A cgroup of the unified hierarchy, "/" for its root, and those below it.</summary>
    public string? Cgroup { get; init; }

    /// <summary>The effective user.</summary>
    public uint? Uid { get; init; }

    /// <summary>The name of the process, at most 15 bytes.</summary>
    public string? Comm { get; init; }

    /// <summary>From its first failure on a process is followed to its end.</summary>
    public bool FailuresOnly { get; init; }

    /// <summary>For people and for /status: "under 4312", "cgroup /a", "uid 1000", "comm make", "failures".</summary>
    public IReadOnlyList<string> Terms => [.. AllTerms()];

    private IEnumerable<string> AllTerms()
    {
        if (Under is { } pid)
        {
            yield return $"under {pid}";
        }

        if (Cgroup is { } cgroup)
        {
            yield return $"cgroup {cgroup}";
        }

        if (Uid is { } uid)
        {
            yield return $"uid {uid}";
        }

        if (Comm is { } comm)
        {
            yield return $"comm {comm}";
        }

        if (FailuresOnly)
        {
            yield return Failures;
        }
    }
}
