using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>Selects processes by filter. Valid inside one LifecycleStore.Read only.</summary>
/// <param name="nowBootNs">The moment up to which lifetimes of running processes are counted.</param>
public sealed class ProcessMatcher(Filter filter, long nowBootNs)
{
    private readonly ProcessFilterSubject? _subject = filter.IsEverything ? null : new ProcessFilterSubject(nowBootNs);

    public bool Matches(ProcessRecord process) => _subject is null || filter.Matches(_subject.At(process));
}
