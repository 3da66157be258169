namespace Dashboard.Core.Statistics.Counts;

/// <summary>The failures of one kind, per step.</summary>
/// <param name="Name">"ENOENT", "exit 1", "SIGKILL"; null for all kinds without a row of their own.</param>
public sealed record FailureRow(string? Name, IReadOnlyList<long> Counts);
