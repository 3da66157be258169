using System.Runtime.InteropServices;

namespace Dashboard.Core.Processes;

/// <summary>
/// The records that a tree may show, each parent before its children, siblings in the order of their births.
/// </summary>
internal static class TreeNodes
{
    private static readonly Comparison<ProcessRecord> ByBirth =
        (a, b) => a.Id.StartNs != b.Id.StartNs ? a.Id.StartNs.CompareTo(b.Id.StartNs) : a.Pid.CompareTo(b.Pid);

    public static List<TreeNode> Of(ProcessTable table, TreeQuery query, ProcessRecord start)
    {
        var recent = query.LingerNs is null ? null : new RecentTree(table, query, start);
        var nodes = new List<TreeNode>();
        var siblings = new List<ProcessRecord>();
        var open = new Stack<(ProcessRecord Record, int Parent)>();
        open.Push((start, -1));
        while (open.TryPop(out var at))
        {
            var index = -1;
            if (at.Record != table.Root)
            {
                index = nodes.Count;
                nodes.Add(new TreeNode(at.Record, at.Parent));
            }

            siblings.Clear();
            if (recent is not null)
            {
                recent.CollectChildren(at.Record, siblings);
            }
            else
            {
                for (var child = at.Record.FirstChild; child is not null; child = child.NextSibling)
                {
                    siblings.Add(child);
                }
            }

            Order(CollectionsMarshal.AsSpan(siblings));
            for (var i = siblings.Count - 1; i >= 0; i--)
            {
                open.Push((siblings[i], index));
            }
        }

        return nodes;
    }

    /// <summary>Lists are in the order of arrival, which nearly always is that of the births.</summary>
    private static void Order(Span<ProcessRecord> siblings)
    {
        for (var i = 1; i < siblings.Length; i++)
        {
            if (ByBirth(siblings[i - 1], siblings[i]) > 0)
            {
                siblings.Sort(ByBirth);
                return;
            }
        }
    }
}
