namespace Dashboard.Core.Statistics.Counts;

/// <summary>Failures over time, in equal steps without gaps.</summary>
/// <param name="FromSeconds">The beginning of the first step, in seconds since 1970.</param>
/// <param name="WidthSeconds">The length of a step.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Rows">The most frequent kind first.</param>
public sealed record FailureSeries(long FromSeconds, int WidthSeconds, int Steps, IReadOnlyList<FailureRow> Rows);
