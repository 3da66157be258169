using Dashboard.Core.Model;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Tree;

/// <summary>Many processes of one name that one parent started and that ended within the last half minute.</summary>
/// <param name="Parent">Who started them.</param>
/// <param name="Comm">Their name.</param>
/// <param name="Count">How many match the filter and have ended.</param>
/// <param name="FirstBootNs">The first birth.</param>
/// <param name="LastBootNs">The last exit.</param>
public sealed record StormAnnouncement(ProcessReference Parent, string Comm, int Count, long FirstBootNs, long LastBootNs)
{
    /// <summary>Fewer are what any build or login script does.</summary>
    public const int MinProcesses = 500;

    private const long WithinNs = 30_000_000_000;

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

            last.Of!.Add(node);
        }

        var largest = counted.Where(c => c.Value.Count >= MinProcesses && !nodes[c.Key.Parent].IsGroup).OrderByDescending(c => c.Value.Count).FirstOrDefault();
        if (largest.Value is not { } found)
        {
            return null;
        }

        var parent = nodes[largest.Key.Parent].Id;
        var reference = run.One(view => view.Processes.Find(parent)?.ToReference()) ?? new ProcessReference(parent, parent.Pid, null);
        return new StormAnnouncement(reference, largest.Key.Comm, found.Count, found.FirstBootNs, found.LastBootNs);
    }

    private sealed class Counted
    {
        public int Count { get; private set; }

        public long FirstBootNs { get; private set; } = long.MaxValue;

        public long LastBootNs { get; private set; }

        public void Add(in TreeNode node)
        {
            Count++;
            FirstBootNs = Math.Min(FirstBootNs, node.Id.StartNs);
            LastBootNs = Math.Max(LastBootNs, node.ExitBootNs);
        }
    }
}
