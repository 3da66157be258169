namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A tick of a time axis.</summary>
public readonly record struct TimeTick(long UnixNs, string Label);
