namespace Dashboard.Core.Processes;

/// <summary>One page of the flattened tree.</summary>
/// <param name="Rows">From the query's offset.</param>
/// <param name="Total">Rows that the whole tree has now.</param>
/// <param name="Matched">Rows among them that match the filter.</param>
/// <param name="Hidden">Processes that would be shown without the filter.</param>
public sealed record TreePage(IReadOnlyList<TreeRow> Rows, int Total, int Matched, int Hidden);
