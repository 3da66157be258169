using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Querying;

/// <summary>Applies a filter to processes. Valid inside one LifecycleStore.Read only.</summary>
internal sealed class ProcessMatcher(Filter filter, StoreReader view)
{
    private readonly ProcessFilterSubject? _subject =
        filter.IsEverything ? null : new ProcessFilterSubject(view.Clock.NowBootNs);

    public bool Matches(ProcessRecord process) => _subject is null || filter.Matches(_subject.At(process));
}
