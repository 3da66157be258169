using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>
/// The processes of a capture, parents before children, as a few numbers each: built at most once a second by one pass over the records,
/// so that zooming and panning need neither the records nor the store's lock.
/// </summary>
/// <remarks>Not thread-safe; one per viewer. Bounded by the table; the next build reuses the memory.</remarks>
public sealed class TimelineIndex
{
    /// <summary>The maximum of a live capture; a recording may have more.</summary>
    private const int MaxSpareLives = 300_000;

    /// <summary>Some 100 bytes per process, reused by the next build.</summary>
    private static FoundLives? _spareFound;

    private readonly List<TimelineLife> _lives = [];
    private readonly List<string> _groups = [];
    private readonly Dictionary<string, int> _groupOf = [];
    private readonly List<(int Life, long AtNs)> _runningFailures = [];

    public int Count => _lives.Count;

    /// <summary>Processes that match the filter.</summary>
    public int Matched { get; private set; }

    /// <summary>Group names as chosen by processes; by tree, the names of the processes.</summary>
    public IReadOnlyList<string> Groups => _groups;

    public TimelineGrouping Grouping { get; private set; }

    /// <summary>The moment of the build: later starts are not in it, and later ends count as running.</summary>
    public long NowNs { get; private set; }

    /// <summary>The time of the last failed exec of each running process that has one.</summary>
    public IReadOnlyList<(int Life, long AtNs)> RunningFailures => _runningFailures;

    public ReadOnlySpan<TimelineLife> Lives => CollectionsMarshal.AsSpan(_lives);

    /// <summary>Reads the records in slices, and sorts them without the store's lock.</summary>
    public void Build(QueryRun run, TimelineQuery query)
    {
        var found = Interlocked.Exchange(ref _spareFound, null) ?? new FoundLives();
        var walk = new ProcessWalk();
        run.Scan(view => Collect(view.Processes, walk, run, query, found));

        _lives.Clear();
        _groups.Clear();
        _groupOf.Clear();
        _runningFailures.Clear();
        (Matched, Grouping, NowNs) = (0, query.Grouping, query.NowBootNs);
        found.Order.Visit(query.Zoom, (number, parent) => Add(found.Lives[number], parent));
        found.Clear();
        _spareFound = found.Lives.Capacity <= MaxSpareLives ? found : null;
    }

    /// <summary>From the first birth to the last end of the matching processes; null when there are none.</summary>
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

    /// <summary>True when there is more.</summary>
    private static bool Collect(ProcessTable table, ProcessWalk walk, QueryRun run, TimelineQuery query, FoundLives found)
    {
        while (run.Takes())
        {
            if (walk.Next(table) is not { } record)
            {
                return false;
            }

            // Processes created after the view was paused are not shown, nor are their children, which are younger.
            if (record.Id.StartNs <= query.NowBootNs)
            {
                found.Add(FoundLife.Of(record, query), record.ParentRecord is { } parent && parent != table.Root ? parent.Id : null);
            }
        }

        return true;
    }

    private void Add(in FoundLife found, int parent)
    {
        _lives.Add(found.Life with { Parent = parent, Group = GroupOf(found.Group) });
        Matched += found.Life.IsMatch ? 1 : 0;
        if (found.RunningFailureNs is { } failedNs)
        {
            _runningFailures.Add((_lives.Count - 1, failedNs));
        }
    }

    private int GroupOf(string name)
    {
        if (!_groupOf.TryGetValue(name, out var group))
        {
            _groupOf.Add(name, group = _groups.Count);
            _groups.Add(name);
        }

        return group;
    }

    /// <summary>The working data of a build.</summary>
    private sealed class FoundLives
    {
        public List<FoundLife> Lives { get; } = [];

        public BirthOrder Order { get; } = new();

        public void Add(in FoundLife life, ProcessId? parent)
        {
            Lives.Add(life);
            Order.Add(life.Life.Id, parent);
        }

        public void Clear()
        {
            Lives.Clear();
            Order.Clear();
        }
    }
}
