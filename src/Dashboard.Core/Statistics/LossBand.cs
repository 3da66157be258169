namespace Dashboard.Core.Statistics;

/// <summary>A stretch of time in which records were lost, on the boot clock.</summary>
public readonly record struct LossBand(long FromNs, long ToNs, long Count);
