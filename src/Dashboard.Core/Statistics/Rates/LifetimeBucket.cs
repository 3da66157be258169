namespace Dashboard.Core.Statistics.Rates;

/// <summary>Processes that lived at least <paramref name="FromNs"/> and less than <paramref name="ToNs"/>.</summary>
/// <param name="ToNs">Null for the last bucket, which has no end.</param>
public readonly record struct LifetimeBucket(long FromNs, long? ToNs, int Count, int Failed);
