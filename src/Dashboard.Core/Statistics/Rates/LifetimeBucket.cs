namespace Dashboard.Core.Statistics.Rates;

/// <summary>Processes with a lifetime of at least <paramref name="FromNs"/> and less than <paramref name="ToNs"/>.</summary>
/// <param name="ToNs">Null for the last bucket, which is unbounded.</param>
public readonly record struct LifetimeBucket(long FromNs, long? ToNs, int Count, int Failed);
