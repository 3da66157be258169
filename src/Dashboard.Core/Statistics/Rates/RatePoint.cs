namespace Dashboard.Core.Statistics.Rates;

/// <summary>Events per second, averaged over a few seconds from a moment on.</summary>
/// <param name="Execs">Null where unknown: forks and exits are known per process, execs are not.</param>
public readonly record struct RatePoint(long UnixSeconds, double Forks, double? Execs, double Failures, double Exits);
