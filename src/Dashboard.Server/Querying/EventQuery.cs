using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;

namespace Dashboard.Server.Querying;

/// <summary>Which events are wanted.</summary>
/// <param name="From">The first moment; null is the beginning.</param>
/// <param name="To">The moment after the last; null is the end.</param>
internal sealed record EventQuery(Filter Filter, Timestamp? From, Timestamp? To)
{
    public bool IsEverything => Filter.IsEverything && From is null && To is null;

    /// <summary>The question to ask of each event. Valid inside LifecycleStore.Read only.</summary>
    /// <remarks>The order is that of the ring buffer, so neighbours may differ a little in time: no early end.</remarks>
    public Func<LifecycleEvent, bool> In(StoreView view)
    {
        var (from, to) = (From?.UnixNs ?? long.MinValue, To?.UnixNs ?? long.MaxValue);
        var matcher = new EventMatcher(Filter, view);
        return e => e.Time.UnixNs >= from && e.Time.UnixNs < to && matcher.Matches(e);
    }
}
