using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>Execs of one program that had a secret of one rule in their arguments.</summary>
public sealed record SecretGroup
{
    /// <summary>The name after the exec; null for the others beyond the limit.</summary>
    public string? Comm { get; init; }

    /// <summary>The rule that found the secret.</summary>
    public string? Rule { get; init; }

    /// <summary>The name of the parent at birth, at the exec; null where it is not known.</summary>
    public string? StartedBy { get; init; }

    public long Count { get; init; }

    public Timestamp First { get; init; }

    public Timestamp Last { get; init; }

    /// <summary>The newest process.</summary>
    public ProcessId Example { get; init; }

    /// <summary>Stands for all beyond the limit (<see cref="SecretBreakdown.MaxGroups"/>); the names are null.</summary>
    public bool OtherNames { get; init; }
}
