using Dashboard.Core.Model;

namespace Dashboard.Core.Tree;

/// <summary>
/// Sorts nodes in tree order below a node for each group. A process whose parent is in another group becomes a root; siblings and
/// roots are in order of birth.
/// </summary>
internal static class TreeGroups
{
    private const int None = -1;

    public static List<TreeNode> Of(List<TreeNode> nodes)
    {
        var groups = new SortedDictionary<TreeGroupKey, List<int>>();
        var (firstChild, nextSibling) = (new int[nodes.Count], new int[nodes.Count]);
        Array.Fill(firstChild, None);

        // From last to first, so that each list begins with the oldest.
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var (group, parent) = (nodes[i].Group!.Value, nodes[i].Parent);
            if (parent >= 0 && nodes[parent].Group == group)
            {
                (nextSibling[i], firstChild[parent]) = (firstChild[parent], i);
                continue;
            }

            nextSibling[i] = None;
            if (!groups.TryGetValue(group, out var roots))
            {
                groups.Add(group, roots = []);
            }

            roots.Add(i);
        }

        var ordered = new List<TreeNode>(nodes.Count + groups.Count);
        var open = new Stack<(int Node, int Parent)>();
        foreach (var (group, roots) in groups)
        {
            var head = ordered.Count;
            ordered.Add(new TreeNode(group));
            roots.Sort((a, b) => Compare(nodes[b].Id, nodes[a].Id));
            roots.ForEach(root => open.Push((root, head)));

            // With a stack instead of recursion: any process can create a lineage tens of thousands deep.
            while (open.TryPop(out var at))
            {
                if (nextSibling[at.Node] != None)
                {
                    open.Push((nextSibling[at.Node], at.Parent));
                }

                if (firstChild[at.Node] != None)
                {
                    open.Push((firstChild[at.Node], ordered.Count));
                }

                ordered.Add(nodes[at.Node] with { Parent = at.Parent });
            }
        }

        return ordered;
    }

    /// <summary>Counts the processes in a group. Call it after the nodes were judged.</summary>
    public static TreeGroup Summary(ReadOnlySpan<TreeNode> nodes, int head, bool matchesOnly)
    {
        var (count, running, failed) = (0, 0, 0);
        foreach (ref readonly var node in nodes.Slice(head + 1, nodes[head].Size - 1))
        {
            if (matchesOnly ? node.IsMatch : node.Wanted)
            {
                count++;
                running += node.HasEnded ? 0 : 1;
                failed += node.Failed ? 1 : 0;
            }
        }

        return new TreeGroup(nodes[head].Group!.Value, count, running, failed);
    }

    private static int Compare(ProcessId a, ProcessId b) => (a.StartNs, a.Pid).CompareTo((b.StartNs, b.Pid));
}
