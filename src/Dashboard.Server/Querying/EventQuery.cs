using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;

namespace Dashboard.Server.Querying;

/// <summary>Selects events.</summary>
internal sealed record EventQuery(Filter Filter, TimeRange Range)
{
    public bool IsEverything => Filter.IsEverything && Range.IsEverything;

    /// <summary>The predicate for events. Valid inside LifecycleStore.Read only.</summary>
    /// <remarks>Events are in ring buffer order, so times of neighbours may be slightly out of order: the scan cannot stop early.</remarks>
    public Func<LifecycleEvent, bool> In(StoreReader view) => new EventMatcher(Filter, view, Range).Matches;
}
