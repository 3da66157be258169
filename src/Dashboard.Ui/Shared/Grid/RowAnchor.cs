using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>
/// Rows of a page and their positions, for scroll anchoring: when rows are added or removed above the visible part, the
/// list is scrolled by the same distance. Virtualize disables the browser's own scroll anchoring.
/// </summary>
public readonly record struct RowAnchor(IReadOnlyList<TreeRow>? Rows, int Start, TreeRowKey? Active)
{
    public static RowAnchor Of(IReadOnlyList<TreeRow> rows, int start, TreeRowKey? active) => new(rows, start, active);

    /// <summary>How many rows the visible part has moved down; 0 when none of its rows is left.</summary>
    public int ShiftSince(RowAnchor before)
    {
        if (Rows is null || before.Rows is not { Count: > 0 } old)
        {
            return 0;
        }

        // Prefer the focused row, then search from the middle down; the edges are overscan.
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
