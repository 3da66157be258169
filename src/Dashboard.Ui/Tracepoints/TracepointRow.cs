using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Tracepoints;

/// <summary>One probe as the Tracepoints page shows it.</summary>
/// <param name="PerSecond">Hits a second since the last look; null at the first.</param>
public sealed record TracepointRow(ProbeStatus Probe, double? PerSecond)
{
    /// <summary>The share of one CPU that the probe takes; null while one of the two is unknown.</summary>
    public double? Share => Probe.AverageNs is { } ns && PerSecond is { } rate ? ns * rate / 1e9 : null;
}
