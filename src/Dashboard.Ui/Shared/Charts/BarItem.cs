namespace Dashboard.Ui.Shared.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">Only from our own catalogues: Plotly interprets labels as markup, so text from processes is not allowed.</param>
/// <param name="Colour">Of <see cref="SeriesColours"/>.</param>
public sealed record BarItem(string Label, long Value, int Colour);
