using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>
/// Some rows of a page and their places. Rows come and go above what somebody looks at; by how far the same row has
/// moved, the list is scrolled along, so that it seems to stand still (Virtualize switches the browser's own anchoring off).
/// </summary>
public readonly record struct RowAnchor(IReadOnlyList<TreeRow>? Rows, int Start, TreeRowKey? Active)
{
    public static RowAnchor Of(IReadOnlyList<TreeRow> rows, int start, TreeRowKey? active) => new(rows, start, active);

    /// <summary>Rows that the looked-at part has moved down since; 0 when nothing of it is left.</summary>
    public int ShiftSince(RowAnchor before)
    {
        if (Rows is null || before.Rows is not { Count: > 0 } old)
        {
            return 0;
        }

        // The row with the focus first, then from the middle downwards: the edges are overscan.
        foreach (var i in Enumerable.Range(old.Count / 2, (old.Count + 1) / 2).Prepend(IndexOf(old, before.Active)))
        {
            if (i >= 0 && i < old.Count && IndexOf(Rows, old[i].Key) is var now and >= 0)
            {
                return Start + now - (before.Start + i);
            }
        }

        return 0;
    }

    private static int IndexOf(IReadOnlyList<TreeRow> rows, TreeRowKey? key)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
