using System.Runtime.InteropServices;

namespace Dashboard.Core.Processes;

/// <summary>
/// Flattens the table into the rows of a tree, parents before children, siblings in the order of their births.
/// </summary>
/// <remarks>
/// Goes through arrays, not by recursion: a process that forks and exits, whose child forks and exits, and so on,
/// makes a lineage tens of thousands deep, and any process on the machine may do that.
/// </remarks>
public static class ProcessTree
{
    public static TreePage Page(ProcessTable table, TreeQuery query)
    {
        var start = query.Zoom is { } zoom ? table.Find(zoom) : table.Root;
        if (start is null)
        {
            return new TreePage([], 0, 0, 0);
        }

        var span = CollectionsMarshal.AsSpan(TreeNodes.Of(table, query, start));
        var hidden = Judge(span, query);
        var shown = Place(span, query);
        var total = shown.Count;
        var matched = 0;
        foreach (var at in shown)
        {
            matched += span[at].IsMatch ? 1 : 0;
        }

        var rows = new List<TreeRow>(Math.Clamp(total - query.Offset, 0, query.Limit));
        for (var i = Math.Max(0, query.Offset); i < total && rows.Count < query.Limit; i++)
        {
            rows.Add(ToRow(span[shown[i]], query));
        }

        return new TreePage(rows, total, matched, hidden);
    }

    /// <summary>The row number of a process in the flattened tree; null when it is not shown.</summary>
    public static int? IndexOf(ProcessTable table, TreeQuery query, ProcessId id)
    {
        var start = query.Zoom is { } zoom ? table.Find(zoom) : table.Root;
        if (start is null)
        {
            return null;
        }

        var span = CollectionsMarshal.AsSpan(TreeNodes.Of(table, query, start));
        Judge(span, query);
        var shown = Place(span, query);
        for (var i = 0; i < shown.Count; i++)
        {
            if (span[shown[i]].Record.Id == id)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Decides what is wanted for itself, and, children first, what is wanted for a descendant.</summary>
    private static int Judge(Span<TreeNode> nodes, TreeQuery query)
    {
        var hidden = 0;
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            ref var node = ref nodes[i];
            var record = node.Record;
            var present = query.Keeps(record);
            node.IsMatch = present && (query.Matches is null || query.Matches(record));
            node.Wanted = node.IsMatch || node.WantedBelow;
            if (present && !node.Wanted)
            {
                hidden++;
            }

            if (node.Wanted && node.Parent >= 0)
            {
                nodes[node.Parent].WantedBelow = true;
            }
        }

        return hidden;
    }

    /// <summary>The indices of the shown nodes, with their levels and places among siblings.</summary>
    private static List<int> Place(Span<TreeNode> nodes, TreeQuery query)
    {
        var shown = new List<int>();
        var roots = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            ref var node = ref nodes[i];
            var visibleParent = -1;
            if (node.Parent >= 0)
            {
                ref var parent = ref nodes[node.Parent];
                node.Folded = parent.Folded || (parent.Shown && query.Collapsed.Contains(parent.Record.Id));
                visibleParent = parent.Shown ? node.Parent : parent.VisibleParent;
            }

            node.VisibleParent = visibleParent;
            node.Shown = !node.Folded && (query.MatchesOnly ? node.IsMatch : node.Wanted);
            if (!node.Shown)
            {
                continue;
            }

            node.Level = visibleParent < 0 ? 1 : nodes[visibleParent].Level + 1;
            node.PosInSet = visibleParent < 0 ? ++roots : ++nodes[visibleParent].ShownChildren;
            shown.Add(i);
        }

        foreach (var i in shown)
        {
            ref var node = ref nodes[i];
            node.SetSize = node.VisibleParent < 0 ? roots : nodes[node.VisibleParent].ShownChildren;
        }

        return shown;
    }

    private static TreeRow ToRow(in TreeNode node, TreeQuery query)
    {
        var record = node.Record;
        return new TreeRow
        {
            Id = record.Id,
            Level = node.Level,
            PosInSet = node.PosInSet,
            SetSize = node.SetSize,
            HasChildren = node.WantedBelow,
            Expanded = node.WantedBelow && !query.Collapsed.Contains(record.Id),
            IsMatch = node.IsMatch,
            Comm = record.Comm,
            Life = record.Life,
            State = record.State,
            FromSnapshot = record.FromSnapshot,
            How = record.How,
            Images = [.. record.Images],
            FailedExecs = [.. record.FailedExecs],
            FinalFailureCount = record.FinalFailureCount,
            Exit = record.Exit,
            Failed = record.Failed,
            LifetimeNs = record.LifetimeNs(query.NowBootNs),
            User = record.Context?.User,
            ChildCount = record.ChildCount,
            LiveChildCount = record.LiveChildCount,
            ChangedSeq = record.ChangedSeq,
        };
    }
}
