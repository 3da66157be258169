using System.Runtime.InteropServices;
using Dashboard.Core.History;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>The ended children of one parent with one name. Lifetimes are bounded by the rows of the window.</summary>
internal sealed class StormTally(ProcessId parent, string comm)
{
    private readonly List<long> _lifetimes = [];
    private int _failed;
    private long _firstBootNs = long.MaxValue;
    private long _lastBootNs;

    private long MedianNs => _lifetimes[(_lifetimes.Count - 1) / 2];

    /// <summary>The last storms of a window, that which began last first. Children are counted by name only where their parent has enough.</summary>
    public static IReadOnlyList<StormTally> Find(RecentWindow window)
    {
        var children = new Dictionary<ProcessId, int>();
        foreach (var row in window.All)
        {
            if (row.Parent is { } parent && row.Run.ExitBootNs >= window.FromBootNs)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(children, parent, out _)++;
            }
        }

        if (!children.Values.Any(count => count >= Storm.MinCount))
        {
            return [];
        }

        var tallies = new Dictionary<(ProcessId, string), StormTally>();
        foreach (var row in window.All)
        {
            if (row.Parent is { } parent && row.Run.ExitBootNs is { } end && end >= window.FromBootNs && children[parent] >= Storm.MinCount)
            {
                var comm = row.Program.Key.Comm;
                (CollectionsMarshal.GetValueRefOrAddDefault(tallies, (parent, comm), out _) ??= new StormTally(parent, comm)).Add(row, end);
            }
        }

        return [.. tallies.Values.Where(t => t.IsStorm()).OrderByDescending(t => t._lastBootNs).Take(RecentFigures.MaxStorms)
            .OrderByDescending(t => t._firstBootNs).ThenBy(t => t._lifetimes.Count)];
    }

    /// <summary>Inside LifecycleStore.Read.</summary>
    public Storm ToStorm(StoreReader view) => new(
        view.Processes.Find(parent)?.ToReference() ?? new ProcessReference(parent, parent.Pid, null), comm, _lifetimes.Count, _failed, MedianNs,
        view.Clock.ToTimestamp(_firstBootNs), view.Clock.ToTimestamp(_lastBootNs));

    private bool IsStorm()
    {
        if (_lifetimes.Count < Storm.MinCount)
        {
            return false;
        }

        _lifetimes.Sort();
        return MedianNs < Storm.MaxMedianNs;
    }

    private void Add(in RecentProcess row, long endBootNs)
    {
        _lifetimes.Add(row.Run.LifetimeNs);
        _failed += row.Run.Failed ? 1 : 0;
        _firstBootNs = Math.Min(_firstBootNs, row.Id.StartNs);
        _lastBootNs = Math.Max(_lastBootNs, endBootNs);
    }
}
