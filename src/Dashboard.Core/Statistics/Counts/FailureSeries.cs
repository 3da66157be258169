namespace Dashboard.Core.Statistics.Counts;

/// <summary>Failures over time, in equal steps without holes.</summary>
/// <param name="FromSeconds">Where the first step begins, in seconds since 1970.</param>
/// <param name="WidthSeconds">How long each step is.</param>
/// <param name="Steps">How many there are.</param>
/// <param name="Rows">The most frequent errno first.</param>
public sealed record FailureSeries(long FromSeconds, int WidthSeconds, int Steps, IReadOnlyList<FailureRow> Rows);
