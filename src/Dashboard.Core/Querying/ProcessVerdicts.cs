using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>
/// The results of a filter on processes, evaluated in slices before a page needs them, so that the page holds the store only to read its
/// structure. A process created since is evaluated when it is requested.
/// </summary>
public sealed class ProcessVerdicts
{
    /// <summary>At most this many are evaluated without slices: milliseconds, even with the most expensive filter.</summary>
    private const int MaxAskedAtOnce = 250;

    private readonly Filter _filter;

    /// <summary>Bounded by the table.</summary>
    private readonly Dictionary<ProcessId, bool> _known = [];
    private readonly ProcessFilterSubject _subject;

    private ProcessVerdicts(Filter filter, long nowBootNs)
    {
        _filter = filter;
        _subject = new ProcessFilterSubject(nowBootNs);
        NowBootNs = nowBootNs;
    }

    /// <summary>The moment up to which lifetimes are counted.</summary>
    public long NowBootNs { get; }

    /// <param name="endedSinceBootNs">Includes ended processes from this moment on; null includes all.</param>
    public static ProcessVerdicts Of(QueryRun run, Filter filter, long nowBootNs, long? endedSinceBootNs = null)
    {
        var verdicts = new ProcessVerdicts(filter, nowBootNs);
        if (endedSinceBootNs is { } since)
        {
            var recent = run.One(view => view.Processes.Count <= MaxAskedAtOnce ? null : new RecentWalk(view.Processes, since));
            run.Scan(view => recent is not null && verdicts.Ask(run, () => recent.Next(view.Processes)));
        }
        else if (run.One(view => view.Processes.Count > MaxAskedAtOnce))
        {
            var walk = new ProcessWalk();
            run.Scan(view => verdicts.Ask(run, () => walk.Next(view.Processes)));
        }

        return verdicts;
    }

    /// <summary>The number of ended processes that match.</summary>
    public static int CountEnded(QueryRun run, Filter filter, long nowBootNs)
    {
        var (walk, subject, count) = (new ProcessWalk(), new ProcessFilterSubject(nowBootNs), 0);
        run.Scan(view =>
        {
            subject.Restart(nowBootNs);
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                count += process.HasEnded && filter.Matches(subject.At(process)) ? 1 : 0;
            }

            return true;
        });
        return count;
    }

    /// <summary>Inside LifecycleStore.Read only.</summary>
    public bool Matches(ProcessRecord process)
    {
        if (_known.TryGetValue(process.Id, out var matches))
        {
            return matches;
        }

        // The table may have changed since the last evaluation.
        _subject.Restart(NowBootNs);
        return _filter.Matches(_subject.At(process));
    }

    /// <summary>Evaluates one slice; the table may have changed since the last one.</summary>
    private bool Ask(QueryRun run, Func<ProcessRecord?> next)
    {
        _subject.Restart(NowBootNs);
        while (run.Takes())
        {
            if (next() is not { } process)
            {
                return false;
            }

            _known[process.Id] = _filter.Matches(_subject.At(process));
        }

        return true;
    }
}
