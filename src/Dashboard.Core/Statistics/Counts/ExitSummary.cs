namespace Dashboard.Core.Statistics.Counts;

/// <summary>Processes of one name that ended in a stretch of the stream.</summary>
/// <param name="Comm">Null for those whose name is not kept apart.</param>
/// <param name="Count">How many ended.</param>
/// <param name="Failed">Of them those with an exit code above 0, or killed by a signal.</param>
/// <param name="MedianNs">Of their lifetimes, to within a fifth; null when none is known.</param>
public sealed record ExitSummary(string? Comm, long Count, long Failed, long? MedianNs);
