namespace Dashboard.Ui.Shared.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">From our own catalogues only: Plotly reads labels as markup, so text of processes has no place here.</param>
public sealed record BarItem(string Label, long Value);
