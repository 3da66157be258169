using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics;

/// <summary>
/// Which programs start which, how often and how they ended: the same figures for the page and for /spawners. Made of the
/// processes that are held, live and ended, in slices; nothing is counted while nobody asks.
/// </summary>
public sealed class SpawnFigures
{
    /// <summary>Bounded by the processes that the table holds.</summary>
    private readonly Dictionary<SpawnKey, SpawnTally> _tallies = [];
    private CaptureClock _clock = null!;

    private SpawnFigures()
    {
    }

    /// <summary>Where the counted time begins: what was asked for, or since when every start is still held.</summary>
    public Timestamp From { get; private set; }

    /// <summary>Where it ends.</summary>
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

    /// <summary>All starts of the counted time.</summary>
    public int Starts { get; private set; }

    /// <summary>Processes of the counted time whose fork was not seen, so that who started them is not known: they are in no group.</summary>
    public int Unseen { get; private set; }

    /// <summary>Copies, so the store is not needed for what is made of them.</summary>
    /// <param name="filter">Asks the processes that were started.</param>
    /// <param name="range">Of the starts.</param>
    /// <param name="attachedBootNs">When capture began.</param>
    /// <param name="nowBootNs">Where a paused view stands; else now.</param>
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

    /// <summary>The first groups in an order.</summary>
    public IReadOnlyList<SpawnGroup> Top(SpawnOrder order, int most)
        => [.. _tallies
            .OrderByDescending(t => order switch { SpawnOrder.Failed => t.Value.Failed, SpawnOrder.Cpu => t.Value.CpuNs, _ => t.Value.Starts })
            .ThenByDescending(t => t.Value.Starts)
            .ThenBy(t => t.Key.ParentComm, StringComparer.Ordinal)
            .ThenBy(t => t.Key.Comm, StringComparer.Ordinal)
            .ThenBy(t => t.Key.Path, StringComparer.Ordinal)
            .Take(most)
            .Select(t => t.Value.ToGroup(_clock))];

    private void Add(ProcessRecord process, long nowBootNs)
    {
        if (process.ForkWasSeen)
        {
            var key = SpawnKey.Of(process);
            (CollectionsMarshal.GetValueRefOrAddDefault(_tallies, key, out _) ??= new SpawnTally(key)).Add(process, nowBootNs);
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
