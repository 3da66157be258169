namespace Dashboard.Core.Feeds;

/// <summary>
/// The filter that the kernel side applies. All conditions that are set must match. A filtered event is not a loss: it happened,
/// but has no sequence number.
/// </summary>
public sealed record KernelFilter
{
    public const string Failures = "failures";

    /// <summary>A process, by its pid at the start, and all its descendants.</summary>
    public int? Under { get; init; }

    /// <summary>A cgroup of the unified hierarchy, "/" for its root, and its descendants.</summary>
    public string? Cgroup { get; init; }

    /// <summary>The effective user.</summary>
    public uint? Uid { get; init; }

    /// <summary>The process name, at most 15 bytes.</summary>
    public string? Comm { get; init; }

    /// <summary>A process is captured from its first failure until its end.</summary>
    public bool FailuresOnly { get; init; }

    /// <summary>As shown to people and in /status: "under 4312", "cgroup /a", "uid 1000", "comm make", "failures".</summary>
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
