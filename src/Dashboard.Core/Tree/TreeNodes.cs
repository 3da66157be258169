using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Tree;

/// <summary>
/// The processes that a tree may show, each parent before its children, siblings by birth: read in slices, as plain facts, so that
/// the rest is done without the store's lock.
/// </summary>
/// <remarks>
/// With a linger time, only live and recently ended processes and their ancestors: 200,000 ended ones are held, and pages query
/// several times a second.
/// </remarks>
internal sealed class TreeNodes
{
    private readonly TreeQuery _query;
    private readonly List<TreeNode> _met = [];
    private readonly BirthOrder _order = new();

    /// <summary>The last one's parent, which is read next.</summary>
    private ProcessId? _above;

    private TreeNodes(TreeQuery query) => _query = query;

    public static List<TreeNode> Of(QueryRun run, TreeQuery query)
    {
        var nodes = new TreeNodes(query);
        if (query.LingerNs is { } linger)
        {
            var recent = run.One(view => new RecentWalk(view.Processes, query.NowBootNs - linger, query.Pinned, query.Zoom));
            run.Scan(view => nodes.Collect(view.Processes, run, recent.Next));
        }
        else
        {
            var walk = new ProcessWalk();
            run.Scan(view => nodes.Collect(view.Processes, run, walk.Next));
        }

        var ordered = new List<TreeNode>(nodes._met.Count);
        nodes._order.Visit(query.Zoom, (number, parent) => ordered.Add(nodes._met[number] with { Parent = parent }));
        return query.GroupBy == TreeGrouping.None ? ordered : TreeGroups.Of(ordered);
    }

    /// <summary>True when there is more.</summary>
    private bool Collect(ProcessTable table, QueryRun run, Func<ProcessTable, ProcessRecord?> next)
    {
        while (run.Takes())
        {
            var record = _above is { } above ? table.Find(above) : null;
            _above = null;
            if ((record ?? next(table)) is not { } found)
            {
                return false;
            }

            if (!_order.Contains(found.Id))
            {
                _above = ProcessTree.ParentOf(table, found, _query.By)?.Id;
                _order.Add(found.Id, _above);
                _met.Add(new TreeNode(found, _query));
            }
        }

        return true;
    }
}
