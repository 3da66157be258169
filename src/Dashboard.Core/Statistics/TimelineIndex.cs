using System.Runtime.InteropServices;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics;

/// <summary>
/// The lives of a capture, parents before children, as a few numbers each: made by one pass over the records at most once
/// a second, so that zooming and panning need neither the records nor the store's lock.
/// </summary>
/// <remarks>Not thread-safe; one per viewer. Bounded by the table; the memory is used again by the next build.</remarks>
public sealed class TimelineIndex
{
    private const string Unknown = "unknown";

    private readonly List<TimelineLife> _lives = [];
    private readonly List<string> _groups = [];
    private readonly Dictionary<string, int> _groupOf = [];
    private readonly List<long> _runningFailures = [];
    private readonly Stack<(ProcessRecord? Next, int Parent)> _open = new();

    public int Count => _lives.Count;

    /// <summary>Processes that match the filter.</summary>
    public int Matched { get; private set; }

    /// <summary>Names of the groups, as processes gave them; empty when grouped by tree.</summary>
    public IReadOnlyList<string> Groups => _groups;

    public TimelineGrouping Grouping { get; private set; }

    /// <summary>The moment of the build: what came later is not in it, what ended later runs.</summary>
    public long NowNs { get; private set; }

    /// <summary>When a process that still runs last failed to exec; one for each such process.</summary>
    public IReadOnlyList<long> RunningFailures => _runningFailures;

    public ReadOnlySpan<TimelineLife> Lives => CollectionsMarshal.AsSpan(_lives);

    /// <summary>Reads the records again; inside LifecycleStore.Read.</summary>
    public void Build(ProcessTable table, TimelineQuery query)
    {
        _lives.Clear();
        _groups.Clear();
        _groupOf.Clear();
        _runningFailures.Clear();
        (Matched, Grouping, NowNs) = (0, query.Grouping, query.NowBootNs);

        // By a stack, not by recursion: any process may make a lineage tens of thousands deep.
        if (query.Zoom is not { } zoom)
        {
            _open.Push((table.Root.FirstChild, -1));
        }
        else if (table.Find(zoom) is { } start)
        {
            Add(start, -1, query);
            _open.Push((start.FirstChild, 0));
        }

        while (_open.TryPop(out var at))
        {
            if (at.Next is not { } record)
            {
                continue;
            }

            _open.Push((record.NextSibling, at.Parent));
            if (record.Id.StartNs > query.NowBootNs)
            {
                // Born after the view was stopped, and its children later still.
                continue;
            }

            Add(record, at.Parent, query);
            _open.Push((record.FirstChild, _lives.Count - 1));
        }
    }

    /// <summary>From the first birth to the last end of what matches; null when nothing does.</summary>
    public (long FromNs, long ToNs)? Extent()
    {
        var (from, to) = (long.MaxValue, long.MinValue);
        foreach (ref readonly var life in Lives)
        {
            if (life.IsMatch)
            {
                from = Math.Min(from, life.StartNs);
                to = Math.Max(to, Math.Min(life.EndNs, NowNs));
            }
        }

        return from > to ? null : (from, to);
    }

    private void Add(ProcessRecord record, int parent, TimelineQuery query)
    {
        var exit = record.Exit;
        var end = exit is null || exit.BootNs > query.NowBootNs ? TimelineLife.Running : exit.BootNs;
        var matches = query.Matches is null || query.Matches(record);
        var failed = end == TimelineLife.Running ? record.FinalFailureCount > 0 : record.Failed;
        if (matches)
        {
            Matched++;
            if (failed && end == TimelineLife.Running)
            {
                NoteRunningFailure(record);
            }
        }

        var onlyFound = record.FromSnapshot && exit is null && record.ExecCount == 0 && record.FailedExecCount == 0;
        _lives.Add(new TimelineLife(record.Id, end, onlyFound ? 0 : record.ChangedBootNs, parent, GroupOf(record, query.Grouping), matches, failed));
    }

    /// <summary>The list of failures is read for these few only: of a process that has ended, its end is the failure.</summary>
    private void NoteRunningFailure(ProcessRecord record)
    {
        for (var i = record.FailedExecs.Count - 1; i >= 0; i--)
        {
            if (record.FailedExecs[i] is { Lookup: false } failed && failed.BootNs <= NowNs)
            {
                _runningFailures.Add(failed.BootNs);
                return;
            }
        }
    }

    private int GroupOf(ProcessRecord record, TimelineGrouping grouping)
    {
        var name = grouping switch
        {
            TimelineGrouping.Comm => record.Comm,
            TimelineGrouping.User => record.Context?.User ?? Unknown,
            TimelineGrouping.Cgroup => record.Context?.Cgroup ?? Unknown,
            _ => null,
        };
        if (name is null)
        {
            return -1;
        }

        if (!_groupOf.TryGetValue(name, out var group))
        {
            _groupOf.Add(name, group = _groups.Count);
            _groups.Add(name);
        }

        return group;
    }
}
