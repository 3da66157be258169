namespace Dashboard.Core.Tree;

/// <summary>One page of the flattened tree.</summary>
/// <param name="Rows">From the query's offset.</param>
/// <param name="Total">Rows that the whole tree has now.</param>
/// <param name="Matched">Processes that match the filter, also where they are folded away or stand in a storm's row.</param>
/// <param name="Hidden">Processes that would be shown without the filter.</param>
/// <param name="Processes">Processes that the rows stand for, those of storms and folded ones included.</param>
public sealed record TreePage(IReadOnlyList<TreeRow> Rows, int Total, int Matched, int Hidden, int Processes)
{
    public static readonly TreePage Empty = new([], 0, 0, 0, 0);
}
