using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Tree;

/// <summary>Many processes of one name that one parent started, and of which so many ended within the last half minute.</summary>
/// <param name="Parent">Who started them.</param>
/// <param name="Comm">Their name.</param>
/// <param name="Count">How many match the filter and have ended within <see cref="CountedNs"/>: as the overview counts them.</param>
/// <param name="FirstBootNs">The first birth.</param>
/// <param name="LastBootNs">The last exit.</param>
public sealed record StormAnnouncement(ProcessReference Parent, string Comm, int Count, long FirstBootNs, long LastBootNs)
{
    /// <summary>Fewer are what any build or login script does.</summary>
    public const int MinProcesses = 500;

    /// <summary>The window of the overview.</summary>
    public const long CountedNs = 300_000_000_000;

    private const long WithinNs = 30_000_000_000;

    /// <summary>Children of one parent: about as much work as a slice of rows.</summary>
    private const int MaxLookedAt = 20_000;

    /// <summary>The largest storm; nodes were judged. Siblings are neighbours, so most need no lookup.</summary>
    internal static StormAnnouncement? Of(QueryRun run, List<TreeNode> nodes, TreeQuery query)
    {
        var counted = new Dictionary<(int Parent, string Comm), Counted>();
        (int Parent, string Comm, Counted? Of) last = (-1, "", null);
        foreach (var node in nodes)
        {
            if (node is not { HasEnded: true, IsMatch: true, IsGroup: false, Parent: >= 0 } || node.ExitBootNs < query.NowBootNs - WithinNs)
            {
                continue;
            }

            if (last.Parent != node.Parent || last.Comm != node.Comm)
            {
                if (!counted.TryGetValue((node.Parent, node.Comm), out var known))
                {
                    counted.Add((node.Parent, node.Comm), known = new Counted());
                }

                last = (node.Parent, node.Comm, known);
            }

            last.Of!.Add(node.Id.StartNs, node.ExitBootNs);
        }

        var largest = counted.Where(c => c.Value.Count >= MinProcesses && !nodes[c.Key.Parent].IsGroup).OrderByDescending(c => c.Value.Count).FirstOrDefault();
        if (largest.Value is not { } found)
        {
            return null;
        }

        var (parent, comm) = (nodes[largest.Key.Parent].Id, largest.Key.Comm);
        return run.One(view =>
        {
            var record = view.Processes.Find(parent);
            // Rows that have left the tree are not among the nodes. With a filter they were not filtered either, and are not counted.
            found = query.Matches is null && record is not null ? Whole(record, comm, query.NowBootNs) ?? found : found;
            return new StormAnnouncement(record?.ToReference() ?? new ProcessReference(parent, parent.Pid, null), comm, found.Count, found.FirstBootNs, found.LastBootNs);
        });
    }

    /// <summary>The storm as the overview counts it, the newest children first; null where there are too many to look at in one slice.</summary>
    private static Counted? Whole(ProcessRecord parent, string comm, long nowBootNs)
    {
        var (counted, left) = (new Counted(), MaxLookedAt);
        for (var child = parent.FirstChild?.PreviousSibling; child is not null; child = child == parent.FirstChild ? null : child.PreviousSibling)
        {
            if (--left < 0)
            {
                return null;
            }

            if (child.HasEnded && child.ExitBootNs <= nowBootNs && child.ExitBootNs >= nowBootNs - CountedNs && child.Comm == comm)
            {
                counted.Add(child.Id.StartNs, child.ExitBootNs);
            }
        }

        return counted;
    }

    private sealed class Counted
    {
        public int Count { get; private set; }

        public long FirstBootNs { get; private set; } = long.MaxValue;

        public long LastBootNs { get; private set; }

        public void Add(long bornBootNs, long endBootNs)
        {
            Count++;
            FirstBootNs = Math.Min(FirstBootNs, bornBootNs);
            LastBootNs = Math.Max(LastBootNs, endBootNs);
        }
    }
}
