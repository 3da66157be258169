namespace Dashboard.Ui.Shared.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">Only from our own catalogues: Plotly interprets labels as markup, so text from processes is not allowed.</param>
public sealed record BarItem(string Label, long Value);
