using System.Runtime.InteropServices;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>
/// Which programs start which, how often, and how they ended: the same figures for the page and for /spawners. Computed in slices from
/// the processes held, only when requested.
/// </summary>
public sealed class SpawnFigures
{
    /// <summary>Bounded by the processes that the table holds.</summary>
    private readonly Dictionary<SpawnKey, SpawnTally> _tallies = [];
    private CaptureClock _clock = null!;

    private SpawnFigures()
    {
    }

    /// <summary>The beginning of the counted time: as requested, or the time from which every start is still held.</summary>
    public Timestamp From { get; private set; }

    /// <summary>The end of the counted time.</summary>
    public Timestamp To { get; private set; }

    /// <summary>The same moments on CLOCK_BOOTTIME: how long the counted time is.</summary>
    public long FromBootNs { get; private set; }

    public long ToBootNs { get; private set; }

    /// <summary>
    /// False where the wall clock was set and a range of it was asked for: the range may then be in several pieces, and what
    /// lies between its ends on CLOCK_BOOTTIME is not the time that was counted.
    /// </summary>
    public bool IsOnePiece { get; private set; }

    public int GroupCount => _tallies.Count;

    /// <summary>Number of starts in the counted time.</summary>
    public int Starts { get; private set; }

    /// <summary>Processes in the counted time without a fork event: their starter is unknown, and they are in no group.</summary>
    public int Unseen { get; private set; }

    /// <summary>Copies the figures, so that the store is not needed afterwards.</summary>
    /// <param name="filter">Selects the processes that were started.</param>
    /// <param name="range">The time of the starts.</param>
    /// <param name="attachedBootNs">When capture began.</param>
    /// <param name="nowBootNs">The moment of a paused view; else now.</param>
    public static SpawnFigures Read(QueryRun run, Filter filter, TimeRange range, long attachedBootNs, long nowBootNs)
    {
        var figures = new SpawnFigures();
        var walk = new ProcessWalk();
        var subject = new ProcessFilterSubject(nowBootNs);
        long? heldSinceBootNs = null;
        run.Scan(view =>
        {
            (figures._clock, heldSinceBootNs) = (view.Clock, view.Processes.HeldSinceBootNs);
            subject.Restart(nowBootNs);
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                if (process.Id.StartNs <= nowBootNs && range.Contains(process.Start) && filter.Matches(subject.At(process)))
                {
                    figures.Add(process, nowBootNs);
                }
            }

            return true;
        });
        figures.Close(range, Math.Max(heldSinceBootNs ?? attachedBootNs, attachedBootNs), nowBootNs);
        return figures;
    }

    /// <summary>The first groups in the given order.</summary>
    public IReadOnlyList<SpawnGroup> Top(SpawnOrder order, int max)
        => [.. _tallies
            .OrderByDescending(t => order switch { SpawnOrder.Failed => t.Value.Failed, SpawnOrder.Cpu => t.Value.CpuNs, _ => t.Value.Starts })
            .ThenByDescending(t => t.Value.Starts)
            .ThenBy(t => t.Key.ParentComm, StringComparer.Ordinal)
            .ThenBy(t => t.Key.Comm, StringComparer.Ordinal)
            .ThenBy(t => t.Key.Path, StringComparer.Ordinal)
            .Take(max)
            .Select(t => t.Value.ToGroup(_clock))];

    private void Add(ProcessRecord process, long nowBootNs)
    {
        if (process.ForkWasSeen)
        {
            var key = SpawnKey.Of(process);
            (CollectionsMarshal.GetValueRefOrAddDefault(_tallies, key, out _) ??= new SpawnTally(key)).Add(SpawnStart.Of(process, nowBootNs));
        }
        else if (!process.FromSnapshot)
        {
            Unseen++;
        }
    }

    /// <summary>By CLOCK_BOOTTIME: the wall clock may have been set between any two of these moments.</summary>
    private void Close(TimeRange range, long sinceBootNs, long nowBootNs)
    {
        FromBootNs = range.From is { } from ? Math.Max(_clock.ToBootNs(from), sinceBootNs) : sinceBootNs;
        From = range.From is { } asked && FromBootNs > sinceBootNs ? asked : _clock.ToTimestamp(sinceBootNs);
        ToBootNs = range.To is { } to ? Math.Min(_clock.ToBootNs(to), nowBootNs) : nowBootNs;
        To = range.To is { } end && ToBootNs < nowBootNs ? end : _clock.ToTimestamp(nowBootNs);
        IsOnePiece = range.IsEverything || !_clock.WasSet;
        foreach (var (key, tally) in _tallies)
        {
            tally.Close(sinceBootNs);
            Starts += tally.Starts;
            if (tally.Starts == 0)
            {
                _tallies.Remove(key);
            }
        }
    }
}
