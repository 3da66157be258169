using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Server.Api;

/// <summary>Failed execs and forks, grouped.</summary>
/// <param name="From">Where the counted range begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Total">Execs and forks that returned, whatever they returned.</param>
/// <param name="Failed">Those that failed, without PATH lookups.</param>
/// <param name="Lookups">Steps of PATH searches that went on.</param>
/// <param name="Groups">The most frequent first. Where names or paths were too many to count each apart, otherNames and otherPaths mark the group of the rest.</param>
/// <param name="ArgsIncomplete">
/// True when the filter asks about arguments and some were not kept whole since capture began: what is missing, it cannot see.
/// </param>
public sealed record ErrnosResponse(
    Timestamp From, Timestamp To, long Total, long Failed, long Lookups, IReadOnlyList<ErrnoGroup> Groups, bool ArgsIncomplete);
