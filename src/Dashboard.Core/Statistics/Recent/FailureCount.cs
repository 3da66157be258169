namespace Dashboard.Core.Statistics.Recent;

/// <summary>How many processes failed for one reason.</summary>
public readonly record struct FailureCount(FailureReason Reason, int Count);
