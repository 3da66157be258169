using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;

namespace Dashboard.Server.Querying;

/// <summary>Applies a filter to events. Valid inside one LifecycleStore.Read only.</summary>
internal sealed class EventMatcher(Filter filter, StoreReader view)
{
    private readonly EventFilterSubject? _subject =
        filter.IsEverything ? null : new EventFilterSubject(view.Processes, view.Clock.NowBootNs);

    public bool Matches(LifecycleEvent e) => _subject is null || filter.Matches(_subject.At(e));
}
