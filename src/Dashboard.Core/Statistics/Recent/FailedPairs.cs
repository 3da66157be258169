using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>The pairs of a window with a failure: which of them go on failing, and which are shown.</summary>
internal sealed class FailedPairs
{
    /// <summary>Pairs whose starters are looked up, those with the most failures first; of further ones it is not known that they ended.</summary>
    private const int MaxLookups = 1_000;

    /// <summary>A shell script forks subshells of its own name, and cron a child for each job: so many of them are followed up.</summary>
    private const int MaxSteps = 16;

    private readonly List<Row> _rows;

    private FailedPairs(List<Row> rows) => _rows = rows;

    public int Count => _rows.Count;

    /// <summary>Programs by name.</summary>
    public int Programs => _rows.Select(r => r.Starts.Key.Program).Distinct().Count();

    /// <summary>How many of them go on failing, under any starter.</summary>
    public int FailingPrograms => _rows.Where(r => r.IsFailing).Select(r => r.Starts.Key.Program).Distinct().Count();

    public static FailedPairs Of(QueryRun run, IEnumerable<RecentStarts> pairs, bool isWhole, long nowBootNs)
    {
        var failed = pairs.Where(p => p.Failures > 0).Select(p => (Starts: p, Interval: p.FailureInterval())).OrderByDescending(p => p.Starts.Failures).ToList();
        if (!isWhole && failed.Count > 0)
        {
            run.One(view =>
            {
                foreach (var (starts, _) in failed.Take(MaxLookups))
                {
                    var (first, last) = (StarterOf(view.Processes, starts.FirstStarter, nowBootNs), StarterOf(view.Processes, starts.LastStarter, nowBootNs));
                    starts.StarterHasEnded = last is { Running: null };
                    starts.HasSeveralStarters = starts.FirstStarter != starts.LastStarter && first is { Running: var one } && last is { Running: var other } && one != other;
                }

                return true;
            });
        }

        return new FailedPairs([.. failed.Select(p => new Row(p.Starts, p.Interval, p.Starts.IsFailing(p.Interval, isWhole, nowBootNs)))]);
    }

    /// <summary>The order of <see cref="RecentFigures.Failing"/>.</summary>
    public IReadOnlyList<Row> Shown(bool isWhole)
    {
        if (isWhole)
        {
            return [.. _rows.OrderByDescending(r => r.Starts.IsInChain).ThenByDescending(r => r.Starts.HasCrash).ThenByDescending(r => r.IsFailing)
                .ThenByDescending(r => r.Starts.LastFailureBootNs).Take(RecentFigures.MaxFailing)];
        }

        // No further failure of a row moves it: one that goes on failing moves only past others with as many, and the others have a beginning.
        var ordered = _rows.OrderByDescending(r => r.IsFailing).ThenByDescending(r => r.Starts.HasCrash)
            .ThenByDescending(r => r.IsFailing ? r.Starts.Failures : r.Starts.FirstFailureBootNs)
            .ThenBy(r => r.Starts.Key.Program, StringComparer.Ordinal).ThenBy(r => r.Starts.Key.ParentComm, StringComparer.Ordinal)
            .ThenBy(r => r.Starts.Key.Path, StringComparer.Ordinal).ToList();
        var crashes = ordered.Where(r => r.Starts.HasCrash).Take(RecentFigures.MaxFailing).ToList();
        var shown = crashes.Concat(ordered.Where(r => !r.Starts.HasCrash).Take(RecentFigures.MaxFailing - crashes.Count)).ToHashSet();
        return [.. ordered.Where(shown.Contains)];
    }

    /// <summary>
    /// The process that goes on starting them: the starter itself, or the next of its ancestors, all of its name, that runs. Null where that is not
    /// known; Running is null where it has ended.
    /// </summary>
    private static Starter? StarterOf(ProcessTable table, ProcessId? starter, long nowBootNs)
    {
        var process = starter is { } id ? table.Find(id) : null;
        for (var steps = 0; process is not null && steps < MaxSteps; steps++)
        {
            if (!process.HasEnded || process.ExitBootNs > nowBootNs)
            {
                return new Starter(process.Id);
            }

            if (process.ParentRecord is not { } parent || parent == table.Root || parent.Comm != process.Comm)
            {
                return new Starter(null);
            }

            process = parent;
        }

        return null;
    }

    private readonly record struct Starter(ProcessId? Running);

    /// <param name="Interval">Between its failures.</param>
    /// <param name="IsFailing">See <see cref="FailingProgram.IsFailing"/>.</param>
    internal sealed record Row(RecentStarts Starts, SpawnInterval? Interval, bool IsFailing);
}
