using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>The count of one error. A field that was not grouped by is null.</summary>
public sealed record ErrnoGroup
{
    /// <summary>For example "ENOENT".</summary>
    public string? Errno { get; init; }

    public int? Number { get; init; }

    public string? Meaning { get; init; }

    public string? Syscall { get; init; }

    /// <summary>The caller's name at that time.</summary>
    public string? Comm { get; init; }

    /// <summary>The attempted path; null also where it was unreadable or left out while the ring was filling up: then several may be counted together.</summary>
    public string? Path { get; init; }

    /// <summary>Failures, without PATH lookups.</summary>
    public long Count { get; init; }

    /// <summary>Steps of PATH searches that continued.</summary>
    public long Lookups { get; init; }

    public Timestamp First { get; init; }

    public Timestamp Last { get; init; }

    /// <summary>The process of the last failure.</summary>
    public ProcessId Example { get; init; }

    /// <summary>Stands for all names beyond the limit (<see cref="ErrnoBreakdown.MaxGroups"/>); the name is null.</summary>
    public bool OtherNames { get; init; }

    /// <summary>The same for paths: null because it stands for many, not because it is unknown.</summary>
    public bool OtherPaths { get; init; }
}
