using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Tracepoints;

/// <summary>One probe as the Tracepoints page shows it.</summary>
/// <param name="PerSecond">Hits per second since the last reading; null at the first.</param>
public sealed record TracepointRow(ProbeStatus Probe, double? PerSecond)
{
    /// <summary>The probe's share of one CPU; null while its time or rate is unknown.</summary>
    public double? Share => Probe.AverageNs is { } ns && PerSecond is { } rate ? ns * rate / 1e9 : null;
}
