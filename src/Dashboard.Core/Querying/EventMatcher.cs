using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;

namespace Dashboard.Core.Querying;

/// <summary>Selects events by filter and range. Valid inside one LifecycleStore.Read only.</summary>
public sealed class EventMatcher(Filter filter, StoreReader view, TimeRange range = default)
{
    private readonly EventFilterSubject? _subject =
        filter.IsEverything ? null : new EventFilterSubject(view.Processes, view.Clock.NowBootNs);

    public bool Matches(LifecycleEvent e) => range.Contains(e.Time) && (_subject is null || filter.Matches(_subject.At(e)));
}
