namespace Dashboard.Core.Feeds;

/// <summary>CPU use of the dashboard itself, as shares of one CPU: 0.01 is one percent.</summary>
/// <param name="Process">The whole process, with its web server and its pages.</param>
/// <param name="Reader">The thread that reads the ring buffer; null in a replay.</param>
public sealed record CpuShares(double Process, double? Reader);
