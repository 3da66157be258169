namespace Dashboard.Ui.Shared.Grid;

/// <summary>The rows that a live grid asked for, and how many there are.</summary>
/// <param name="Rows">At most as many as asked for.</param>
/// <param name="Total">All rows of the grid.</param>
/// <param name="Waiting">Rows that came since the grid was frozen.</param>
public readonly record struct GridPage<TItem>(IEnumerable<TItem> Rows, int Total, int Waiting = 0);
