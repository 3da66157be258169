namespace Dashboard.Core.Tree;

/// <summary>One page of the flattened tree.</summary>
/// <param name="Rows">From the query's offset.</param>
/// <param name="Total">Number of rows in the whole tree.</param>
/// <param name="Matched">Processes that match the filter, including collapsed ones and those in a storm.</param>
/// <param name="Hidden">Processes that would be shown without the filter.</param>
/// <param name="Processes">Processes that the rows represent, including collapsed ones and those in storms.</param>
public sealed record TreePage(IReadOnlyList<TreeRow> Rows, int Total, int Matched, int Hidden, int Processes)
{
    public static readonly TreePage Empty = new([], 0, 0, 0, 0);
}
