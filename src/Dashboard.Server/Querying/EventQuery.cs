using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;

namespace Dashboard.Server.Querying;

/// <summary>Selects events.</summary>
/// <param name="From">Inclusive start; null for no bound.</param>
/// <param name="To">Exclusive end; null for no bound.</param>
internal sealed record EventQuery(Filter Filter, Timestamp? From, Timestamp? To)
{
    public bool IsEverything => Filter.IsEverything && From is null && To is null;

    /// <summary>The predicate for events. Valid inside LifecycleStore.Read only.</summary>
    /// <remarks>Events are in ring buffer order, so times of neighbours may be slightly out of order: the scan cannot stop early.</remarks>
    public Func<LifecycleEvent, bool> In(StoreReader view) => new EventMatcher(Filter, view, new TimeRange(From, To)).Matches;
}
