namespace Dashboard.Core.Statistics.Rates;

/// <summary>Execs and failed calls per second.</summary>
/// <param name="Execs">Successful execs.</param>
/// <param name="Failed">Failed execs and forks, without PATH lookups.</param>
/// <param name="Lookups">Steps of PATH searches that continued.</param>
public readonly record struct CallRates(double Execs, double Failed, double Lookups);
