using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Tree;

/// <summary>
/// Flattens the table into the rows of a tree, parents before children, siblings by birth. Holds the store in slices while it reads the
/// table, and once more for the rows of the page.
/// </summary>
/// <remarks>
/// Uses arrays instead of recursion: a process that forks and exits, whose child forks and exits, and so on, makes a lineage tens of
/// thousands deep, and any process on the machine may do that.
/// </remarks>
public static class ProcessTree
{
    /// <summary>Characters of arguments in a row's command: more than a row shows. The details show all.</summary>
    private const int MaxArguments = 512;

    public static TreePage Page(QueryRun run, TreeQuery query)
    {
        var nodes = TreeNodes.Of(run, query);
        var counts = Judge(CollectionsMarshal.AsSpan(nodes), query);
        var placed = new TreePlacement(nodes, query);
        var total = placed.Rows.Count;
        var rows = new List<TreeRow>(Math.Clamp(total - query.Offset, 0, query.Limit));
        run.One(view =>
        {
            var span = CollectionsMarshal.AsSpan(nodes);
            for (var i = Math.Max(0, query.Offset); i < total && rows.Count < query.Limit; i++)
            {
                var row = placed.Rows[i];
                if (row.Storm >= 0)
                {
                    rows.Add(ToRow(row, placed, span, query));
                }
                else if (span[row.Node].IsGroup)
                {
                    rows.Add(ToGroupRow(row, placed, span, query));
                }
                else if (view.Processes.Find(span[row.Node].Id) is { } record)
                {
                    rows.Add(ToRow(view.Processes, row, span[row.Node], record, query));
                }
            }

            return true;
        });
        return new TreePage(rows, total, counts) { Storm = query.AnnouncesStorms ? StormAnnouncement.Of(run, nodes, query) : null };
    }

    /// <summary>The row number of a process or a storm in the flattened tree; null when it is not shown.</summary>
    public static int? IndexOf(QueryRun run, TreeQuery query, TreeRowKey key) => Locate(run, query, key)?.Index;

    /// <summary>The row index of its parent row; null for a root, and for a row that is not shown.</summary>
    public static int? ParentIndexOf(QueryRun run, TreeQuery query, TreeRowKey key)
        => Locate(run, query, key) is { Above: >= 0 } place ? place.Above : null;

    /// <summary>The parent of a process in the tree; null for a root, and when the table no longer holds it.</summary>
    public static ProcessRecord? ParentOf(ProcessTable table, ProcessRecord record, TreeLineage by)
    {
        var parent = by == TreeLineage.CurrentParent && record.CurrentParent is { Id: { } current }
            ? table.Find(current) ?? record.ParentRecord
            : record.ParentRecord;
        return parent == table.Root ? null : parent;
    }

    /// <summary>The same by name, where only that is known.</summary>
    internal static ProcessReference? ReferenceToParent(ProcessTable table, ProcessRecord record, TreeLineage by)
        => ParentOf(table, record, by)?.ToReference() ?? (by == TreeLineage.CurrentParent ? record.CurrentParent : record.Parent);

    private static (int Index, int Above)? Locate(QueryRun run, TreeQuery query, TreeRowKey key)
    {
        var nodes = TreeNodes.Of(run, query);
        Judge(CollectionsMarshal.AsSpan(nodes), query);
        var placed = new TreePlacement(nodes, query);
        for (var i = 0; i < placed.Rows.Count; i++)
        {
            if (placed.KeyOf(placed.Rows[i]) == key)
            {
                return (i, placed.Rows[i].Parent);
            }
        }

        return null;
    }

    /// <summary>Determines which nodes are shown themselves and, children first, which for a descendant.</summary>
    internal static TreeCounts Judge(Span<TreeNode> nodes, TreeQuery query)
    {
        var (matched, wanted, hidden, kept, ended) = (0, 0, 0, 0, 0);
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            ref var node = ref nodes[i];
            node.Wanted = node.IsMatch || node.WantedBelow;
            node.Size++;
            node.Matches += node.IsMatch ? 1 : 0;
            matched += node.IsMatch ? 1 : 0;
            wanted += node is { Wanted: true, IsGroup: false } ? 1 : 0;
            // Processes created after the moment shown are not hidden, but pending.
            var isBorn = node.IsKept && node.Id.StartNs <= query.NowBootNs;
            kept += isBorn ? 1 : 0;
            hidden += isBorn && !node.Wanted ? 1 : 0;
            ended += node is { IsMatch: true, HasEnded: true, IsGroup: false } ? 1 : 0;
            node.Runs |= node.Wanted && !node.HasEnded;
            node.HoldsPinned |= node.Id == query.Pinned;
            if (node.Parent >= 0)
            {
                ref var parent = ref nodes[node.Parent];
                parent.Size += node.Size;
                parent.Matches += node.Matches;
                parent.WantedBelow |= node.Wanted;
                parent.Runs |= node.Runs;
                parent.HoldsPinned |= node.HoldsPinned;
            }
        }

        return new TreeCounts(matched, hidden, query.MatchesOnly ? matched : wanted, kept, ended);
    }

    /// <summary>The process as a row of its own: in a flat list, or outside of one.</summary>
    public static TreeRow RowOf(ProcessTable table, ProcessRecord record, TreeQuery query) => new()
    {
        Id = record.Id,
        Level = 1,
        PosInSet = 1,
        SetSize = 1,
        HasChildren = false,
        Expanded = false,
        IsMatch = true,
        Comm = record.Comm,
        Life = record.Life,
        State = record.State,
        FromSnapshot = record.FromSnapshot,
        How = record.How,
        Images = record.ImagesWithoutArgs,
        Command = query.WithCommands ? record.ImageWithFirstArgs(MaxArguments) : null,
        FailedExecs = record.FailedExecsWithoutArgs,
        FinalFailureCount = record.FinalFailureCount,
        Exit = record.Exit,
        Failed = record.Failed,
        LifetimeNs = record.LifetimeNs(query.NowBootNs),
        BeganBootNs = record.BeganBootNs,
        Usage = record.Usage,
        Parent = ReferenceToParent(table, record, query.By),
        User = record.Context?.User,
        ChildCount = record.ChildCount,
        LiveChildCount = record.LiveChildCount,
        ChangedSeq = record.ChangedSeq,
    };

    private static TreeRow ToRow(ProcessTable table, in PlacedNode row, in TreeNode node, ProcessRecord record, TreeQuery query)
        => RowOf(table, record, query) with
        {
            Level = row.Level,
            PosInSet = row.PosInSet,
            SetSize = row.SetSize,
            HasChildren = node.WantedBelow,
            Expanded = node.WantedBelow && !query.Collapsed.Contains(record.Id),
            IsMatch = node.IsMatch,
        };

    private static TreeRow ToRow(in PlacedNode row, TreePlacement placed, ReadOnlySpan<TreeNode> nodes, TreeQuery query)
    {
        var storm = placed.Storms[row.Storm];
        return SummaryRow(row, storm.Key.Process, storm.Key.StormComm!, placed.IsOpen(storm)) with
        {
            Storm = storm.Summary(nodes, query),
            StormGroup = storm.Key.Group,
        };
    }

    private static TreeRow ToGroupRow(in PlacedNode row, TreePlacement placed, ReadOnlySpan<TreeNode> nodes, TreeQuery query)
        => SummaryRow(row, default, "", !placed.IsCollapsed(nodes[row.Node])) with { Group = TreeGroups.Summary(nodes, row.Node, query.MatchesOnly) };

    /// <summary>A row for several processes.</summary>
    private static TreeRow SummaryRow(in PlacedNode row, ProcessId id, string comm, bool expanded) => new()
    {
        Id = id,
        Level = row.Level,
        PosInSet = row.PosInSet,
        SetSize = row.SetSize,
        HasChildren = true,
        Expanded = expanded,
        IsMatch = true,
        Comm = comm,
        Life = 1,
        State = ProcessState.Exited,
        FromSnapshot = false,
        Images = [],
        FailedExecs = [],
        FinalFailureCount = 0,
        Failed = false,
        LifetimeNs = 0,
        BeganBootNs = 0,
        ChildCount = 0,
        LiveChildCount = 0,
        ChangedSeq = 0,
    };
}
