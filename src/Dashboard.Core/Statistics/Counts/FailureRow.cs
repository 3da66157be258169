namespace Dashboard.Core.Statistics.Counts;

/// <summary>The failures with one errno, per step.</summary>
/// <param name="Errno">Null for all errnos without a row of their own.</param>
public sealed record FailureRow(string? Errno, IReadOnlyList<long> Counts);
