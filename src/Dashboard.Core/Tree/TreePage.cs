namespace Dashboard.Core.Tree;

/// <summary>One page of the flattened tree, or of the sorted list.</summary>
/// <param name="Rows">From the query's offset.</param>
/// <param name="Total">Number of rows in the whole tree.</param>
public sealed record TreePage(IReadOnlyList<TreeRow> Rows, int Total, TreeCounts Counts)
{
    public static readonly TreePage Empty = new([], 0, default);

    /// <summary>The largest storm; null when there is none, or when it was not asked for.</summary>
    public StormAnnouncement? Storm { get; init; }

    /// <summary>See <see cref="TreeCounts"/>.</summary>
    public int Matched => Counts.Matched;

    /// <summary>See <see cref="TreeCounts"/>.</summary>
    public int Hidden => Counts.Hidden;

    /// <summary>See <see cref="TreeCounts"/>.</summary>
    public int Processes => Counts.Processes;
}
