using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>One page of events.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Total">Number of matches on all pages.</param>
/// <param name="Next">Pass this as cursor to get the next page; null on the last page.</param>
/// <param name="HeldSince">Time of the oldest event that is held; null while no event was evicted.</param>
/// <param name="HeldSeconds">Age of that event in seconds; null in the same case.</param>
/// <param name="ArgsIncomplete">
/// True when the filter uses arguments and some arguments were not kept completely since capture began; matches may be missing.
/// </param>
public sealed record EventsPage(
    IReadOnlyList<LifecycleEvent> Items, int Total, string? Next, Timestamp? HeldSince, double? HeldSeconds, bool ArgsIncomplete);
