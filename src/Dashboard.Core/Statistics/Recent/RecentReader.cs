using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>Computes <see cref="RecentFigures"/> from a window that it keeps. Not thread-safe.</summary>
internal sealed class RecentReader(Filter filter, bool isWhole, long attachedBootNs)
{
    private readonly RecentWindow _window = new(filter, isWhole ? null : RecentFigures.WindowNs, attachedBootNs);
    private readonly LossBands _losses = new();

    /// <summary>Summaries of the last figures: those of processes that were reaped do not change. Bounded by the rows shown.</summary>
    private Dictionary<ProcessId, ProcessSummary> _summaries = [];

    /// <summary>Memory of the window.</summary>
    public long Bytes => _window.Bytes;

    public RecentFigures Read(QueryRun run, long nowBootNs)
    {
        _window.Update(run, nowBootNs);
        var latestFrom = isWhole ? _window.FromBootNs : Math.Max(_window.FromBootNs, nowBootNs - RecentFigures.LatestNs);
        var newest = new PriorityQueue<ProcessId, long>();
        var (ended, endedFailed) = (0, 0);
        foreach (var row in _window.Ended)
        {
            // A zombie that was reaped late stands behind younger ones.
            if (row.Run.ExitBootNs >= _window.FromBootNs)
            {
                Count(row);
            }
        }

        foreach (var row in _window.Live)
        {
            Count(row);
        }

        if (isWhole)
        {
            MarkChains();
        }

        var pairs = _window.Pairs.TakeTallies();
        var programs = _window.Programs.TakeTallies();
        var failed = FailedPairs.Of(run, pairs, isWhole, nowBootNs);
        var shown = failed.Shown(isWhole);
        var last = new List<ProcessId>(newest.Count);
        while (newest.TryDequeue(out var id, out _))
        {
            last.Insert(0, id);
        }

        var spawners = Spawners(pairs);
        var storms = StormTally.Find(_window);

        // All that was added up above was added up without the store's lock.
        return run.One(view => new RecentFigures
        {
            NowBootNs = nowBootNs,
            FromBootNs = _window.FromBootNs,
            From = view.Clock.ToTimestamp(_window.FromBootNs),
            To = view.Clock.ToTimestamp(nowBootNs),
            LatestFromBootNs = latestFrom,
            IsCut = _window.IsCut,
            Ended = ended,
            EndedFailed = endedFailed,
            Newest = [.. Summaries(view, [.. last, .. shown.Select(s => s.Starts.LastFailed)], nowBootNs).Take(last.Count).OfType<ProcessSummary>()],
            Failing = [.. shown.Select(s => new FailingProgram(
                s.Starts.Key, s.Starts.Failures, s.Starts.Reasons, s.Interval, s.IsFailing, view.Clock.ToTimestamp(s.Starts.LastFailureBootNs),
                s.Starts.LastFailureBootNs, _summaries.GetValueOrDefault(s.Starts.LastFailed))
            {
                HasCrash = s.Starts.HasCrash,
                LastReason = s.Starts.LastReason,
                FirstBootNs = s.Starts.FirstFailureBootNs,
                StarterHasEnded = s.Starts.StarterHasEnded,
            })],
            FailedPairs = failed.Count,
            FailedPrograms = failed.Programs,
            FailingPrograms = failed.FailingPrograms,
            Programs = new ProgramFigures(view.Clock, programs) { FromBootNs = _window.FromBootNs, ToBootNs = nowBootNs },
            Spawners = [.. spawners.Select(tally => tally.ToGroup(view.Clock))],
            Storms = [.. storms.Select(storm => storm.ToStorm(view))],
            Losses = LossesOf(view, nowBootNs),
        });

        void Count(in RecentProcess row)
        {
            (row.Program.Tally ??= new ProgramTally(row.Program.Key)).Add(row.Run, isWhole ? 0 : _window.FromBootNs);
            (row.Pair.Tally ??= new RecentStarts(row.Pair.Key)).Add(row, _window.FromBootNs);
            if (row.Run.ExitBootNs is not { } end || end < latestFrom)
            {
                return;
            }

            ended++;
            endedFailed += row.Run.Failed ? 1 : 0;
            if (newest.Count < RecentFigures.MaxNewest)
            {
                newest.Enqueue(row.Id, end);
            }
            else
            {
                newest.EnqueueDequeue(row.Id, end);
            }
        }
    }

    /// <summary>
    /// Marks the pairs of what failing processes failed at. A test of a shell script that the script goes on after is in no such chain, and
    /// not what a build failed at.
    /// </summary>
    private void MarkChains()
    {
        var (chain, pairs) = (new FailureChain(), new Dictionary<ProcessId, RecentGroup<SpawnKey, RecentStarts>>());
        foreach (var row in _window.All)
        {
            if (row.Run is { Failed: true, ExitBootNs: { } end })
            {
                var reason = row.Reason;
                chain.Add(new FailedExit(
                    row.Id, row.Parent, reason.Kind == FailureKind.Exit ? reason.Number : null, reason.Kind is FailureKind.Signal or FailureKind.OomKill ? reason.Number : null, end));
                pairs[row.Id] = row.Pair;
            }
        }

        foreach (var members in chain.Tops.Select(chain.To).Where(c => c.Count > 1))
        {
            foreach (var member in members)
            {
                // One that ended before the counted time has no tally.
                if (pairs[member].Tally is { } pair)
                {
                    pair.IsInChain = true;
                }
            }
        }
    }

    /// <summary>The starters of the most processes. Only their starts are looked at one by one.</summary>
    private IReadOnlyList<SpawnTally> Spawners(List<RecentStarts> pairs)
    {
        var tallies = pairs.Where(p => p.Starts > 0).OrderByDescending(p => p.Starts)
            .ThenBy(p => p.Key.ParentComm, StringComparer.Ordinal).ThenBy(p => p.Key.Comm, StringComparer.Ordinal).ThenBy(p => p.Key.Path, StringComparer.Ordinal)
            .Take(RecentFigures.MaxSpawners).ToDictionary(p => p.Key, p => new SpawnTally(p.Key));
        if (tallies.Count == 0)
        {
            return [];
        }

        foreach (var row in _window.All)
        {
            if (row.ForkWasSeen && row.Id.StartNs >= _window.FromBootNs && tallies.TryGetValue(row.Pair.Key, out var tally))
            {
                tally.Add(row.Start);
            }
        }

        foreach (var (_, tally) in tallies)
        {
            tally.Close(_window.FromBootNs);
        }

        return [.. tallies.Values.OrderByDescending(t => t.Starts)];
    }

    private IEnumerable<ProcessSummary?> Summaries(StoreReader view, IReadOnlyList<ProcessId> wanted, long nowBootNs)
    {
        var summaries = new Dictionary<ProcessId, ProcessSummary>();
        foreach (var id in wanted)
        {
            if (_summaries.TryGetValue(id, out var known) && known.State == ProcessState.Exited)
            {
                summaries[id] = known;
            }
            else if (view.Processes.Find(id) is { } process)
            {
                summaries[id] = ProcessSummary.Of(process, nowBootNs);
            }
        }

        _summaries = summaries;
        return wanted.Select(id => summaries.GetValueOrDefault(id));
    }

    private IReadOnlyList<LossBand> LossesOf(StoreReader view, long nowBootNs)
    {
        _losses.Update(view);
        return _losses.Within(_window.FromBootNs, nowBootNs, 0);
    }
}
