using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>One page of events.</summary>
/// <param name="Items">From the newest on.</param>
/// <param name="Total">How many match in all, on every page together.</param>
/// <param name="Next">Hand this back as cursor for the page after; null on the last.</param>
/// <param name="HeldSince">When the oldest event happened that is held; null while none has been forgotten.</param>
/// <param name="HeldSeconds">How long ago that is; null as before.</param>
/// <param name="ArgsIncomplete">
/// True when the filter asks about arguments and some were not kept whole since capture began: what is missing, it cannot see.
/// </param>
public sealed record EventsPage(
    IReadOnlyList<LifecycleEvent> Items, int Total, string? Next, Timestamp? HeldSince, double? HeldSeconds, bool ArgsIncomplete);
