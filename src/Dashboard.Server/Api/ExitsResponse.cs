using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Server.Api;

/// <summary>Failed exits, grouped.</summary>
/// <param name="From">Where the counted range begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Total">All exits.</param>
/// <param name="Failed">Those killed by a signal or with an exit code above 0.</param>
/// <param name="Killed">Those killed by a signal.</param>
/// <param name="Groups">Most frequent first. With too many names, otherNames marks the groups of the rest.</param>
/// <param name="ArgsIncomplete">As in /errnos.</param>
public sealed record ExitsResponse(
    Timestamp From, Timestamp To, long Total, long Failed, long Killed, IReadOnlyList<ExitGroup> Groups, bool ArgsIncomplete);
