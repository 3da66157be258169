using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">From the newest on.</param>
/// <param name="Total">How many match in all, on every page together.</param>
/// <param name="Next">Hand this back as cursor for the page after; null on the last.</param>
/// <param name="HeldSince">When the oldest ended that is held, of those that ended; null while none has been forgotten.</param>
/// <param name="ArgsIncomplete">
/// True when the filter asks about arguments and some were not kept whole since capture began: what is missing, it cannot see.
/// </param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? Next, Timestamp? HeldSince, bool ArgsIncomplete);
