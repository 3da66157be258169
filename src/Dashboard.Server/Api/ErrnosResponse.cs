using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Server.Api;

/// <summary>Failed execs and forks, grouped.</summary>
/// <param name="From">Where the counted range begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Total">Execs and forks that returned, with success or failure.</param>
/// <param name="Failed">Those that failed, without PATH lookups.</param>
/// <param name="Lookups">Failed steps of PATH searches that continued.</param>
/// <param name="Groups">Most frequent first. With too many names or paths, otherNames and otherPaths mark the group of the rest.</param>
/// <param name="ArgsIncomplete">
/// True when the filter uses arguments and some arguments were not kept completely since capture began; matches may be missing.
/// </param>
public sealed record ErrnosResponse(
    Timestamp From, Timestamp To, long Total, long Failed, long Lookups, IReadOnlyList<ErrnoGroup> Groups, bool ArgsIncomplete);
