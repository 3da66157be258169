using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>How often one error happened. A field that was not grouped by is null.</summary>
public sealed record ErrnoGroup
{
    /// <summary>For example "ENOENT".</summary>
    public string? Errno { get; init; }

    public int? Number { get; init; }

    public string? Meaning { get; init; }

    public string? Syscall { get; init; }

    /// <summary>Who called, by the name it had then.</summary>
    public string? Comm { get; init; }

    /// <summary>The attempted path; null also where it could not be read, or was left out while the ring was filling up: then many may be counted together.</summary>
    public string? Path { get; init; }

    /// <summary>Failures, without PATH lookups.</summary>
    public long Count { get; init; }

    /// <summary>Steps of PATH searches that went on.</summary>
    public long Lookups { get; init; }

    public Timestamp First { get; init; }

    public Timestamp Last { get; init; }

    /// <summary>Whom it happened to last.</summary>
    public ProcessId Example { get; init; }

    /// <summary>All names that are not counted apart, because there were too many (<see cref="ErrnoBreakdown.MaxGroups"/>); then the name is null.</summary>
    public bool OtherNames { get; init; }

    /// <summary>The same of paths: null because it is one of many, not because it is not known.</summary>
    public bool OtherPaths { get; init; }
}
