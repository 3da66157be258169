namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A mark of a time axis.</summary>
public readonly record struct TimeTick(long UnixNs, string Label);
