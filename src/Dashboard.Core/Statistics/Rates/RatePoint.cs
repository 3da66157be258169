namespace Dashboard.Core.Statistics.Rates;

/// <summary>What happened a second, over a few seconds from a moment on.</summary>
/// <param name="Execs">Null where it was not counted: births and ends are known by process, execs are not.</param>
public readonly record struct RatePoint(long UnixSeconds, double Forks, double? Execs, double Failures, double Exits);
