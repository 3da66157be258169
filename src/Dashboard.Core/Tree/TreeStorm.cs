namespace Dashboard.Core.Tree;

/// <summary>Ended children of one parent with one name, which stand in one row until somebody opens it.</summary>
/// <param name="Parent">The index of the parent's node; -1 for those without one.</param>
/// <param name="Members">Indices of nodes, in the order of their births. Bounded by the children of the parent.</param>
internal sealed record TreeStorm(TreeRowKey Key, int Parent, List<int> Members)
{
    /// <summary>Reads the members: done for rows that are shown, not for all.</summary>
    public StormSummary Summary(ReadOnlySpan<TreeNode> nodes, TreeQuery query)
    {
        var lifetimes = new long[Members.Count];
        var (failed, matches, first, last) = (0, 0, long.MaxValue, long.MinValue);
        for (var i = 0; i < lifetimes.Length; i++)
        {
            ref readonly var node = ref nodes[Members[i]];
            lifetimes[i] = node.LifetimeNs;
            matches += node.Matches;
            failed += node.Failed ? 1 : 0;
            first = Math.Min(first, node.Id.StartNs);
            last = Math.Max(last, node.ExitBootNs);
        }

        Array.Sort(lifetimes);
        return new StormSummary(Members.Count, Of(nodes, query), matches, failed, lifetimes[lifetimes.Length / 2], first, last);
    }

    /// <summary>As many as there were without the filter.</summary>
    private int Of(ReadOnlySpan<TreeNode> nodes, TreeQuery query)
    {
        if (query.Matches is null)
        {
            return Members.Count;
        }

        var count = 0;
        var end = Parent < 0 ? nodes.Length : Parent + nodes[Parent].Size;
        for (var i = Parent + 1; i < end; i += nodes[i].Size)
        {
            count += nodes[i].HasEnded && nodes[i].IsKept && nodes[i].Comm == Key.StormComm ? 1 : 0;
        }

        return Math.Max(count, Members.Count);
    }
}
