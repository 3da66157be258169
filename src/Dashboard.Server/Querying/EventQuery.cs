using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;

namespace Dashboard.Server.Querying;

/// <summary>Which events are wanted.</summary>
/// <param name="From">The first moment; null is the beginning.</param>
/// <param name="To">The moment after the last; null is the end.</param>
internal sealed record EventQuery(Filter Filter, Timestamp? From, Timestamp? To)
{
    public bool IsEverything => Filter.IsEverything && From is null && To is null;

    /// <summary>Newest first. Valid inside LifecycleStore.Read only.</summary>
    public IEnumerable<LifecycleEvent> Backwards(StoreView view)
    {
        var matcher = new EventMatcher(Filter, view);
        foreach (var e in view.Events.Backwards())
        {
            // The order is that of the ring buffer, so neighbours may differ a little in time: no early end.
            if (e.Time.UnixNs >= (From?.UnixNs ?? long.MinValue) && e.Time.UnixNs < (To?.UnixNs ?? long.MaxValue) && matcher.Matches(e))
            {
                yield return e;
            }
        }
    }
}
