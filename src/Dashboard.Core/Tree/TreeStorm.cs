namespace Dashboard.Core.Tree;

/// <summary>Ended children of one parent with one name that share a row until it is expanded.</summary>
/// <param name="Parent">The index of the parent's node; -1 for roots.</param>
/// <param name="Members">Node indices in order of birth. Bounded by the parent's children.</param>
internal sealed record TreeStorm(TreeRowKey Key, int Parent, List<int> Members)
{
    /// <summary>Computes the summary: only for rows that are shown.</summary>
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

    /// <summary>The number of children without the filter.</summary>
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
