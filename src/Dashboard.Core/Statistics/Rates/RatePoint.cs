namespace Dashboard.Core.Statistics.Rates;

/// <summary>Events per second, averaged over a few seconds from a moment on.</summary>
/// <param name="FailedExits">Exits by a signal or with an exit code above 0; part of the exits.</param>
/// <param name="Calls">Null where unknown: forks and exits are known per process, calls are not.</param>
public readonly record struct RatePoint(long UnixSeconds, double Forks, double Exits, double FailedExits, CallRates? Calls);
