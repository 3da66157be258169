namespace Dashboard.Core.Statistics.Counts;

/// <summary>The failures with one errno, step by step.</summary>
/// <param name="Errno">Null for all errnos that have no row of their own.</param>
public sealed record FailureRow(string? Errno, IReadOnlyList<long> Counts);
