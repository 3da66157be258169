namespace Dashboard.Core.Statistics.Counts;

/// <summary>Exits of processes with one name in a part of the stream.</summary>
/// <param name="Comm">Null for the sum of all names that are not counted separately.</param>
/// <param name="Count">The number of exits.</param>
/// <param name="Failed">Those with an exit code above 0, or killed by a signal.</param>
/// <param name="MedianNs">Median lifetime, within 20%; null when none is known.</param>
public sealed record ExitSummary(string? Comm, long Count, long Failed, long? MedianNs);
