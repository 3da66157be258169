namespace Dashboard.Core.Feeds;

/// <summary>What the dashboard itself takes, as shares of one CPU: 0.01 is a hundredth.</summary>
/// <param name="Process">All of it, its web server and its pages included.</param>
/// <param name="Reader">The thread that empties the ring; null in a replay.</param>
public sealed record CpuShares(double Process, double? Reader);
