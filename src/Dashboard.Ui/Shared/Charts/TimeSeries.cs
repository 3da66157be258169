namespace Dashboard.Ui.Shared.Charts;

/// <summary>One series of a chart over time.</summary>
/// <param name="Name">Only from our own catalogues: Plotly interprets names as markup, so text from processes is not allowed.</param>
/// <param name="Values">One value per step.</param>
/// <param name="IsRest">The sum of all remaining series: drawn last and not clickable.</param>
public sealed record TimeSeries(string Name, IReadOnlyList<long> Values, bool IsRest = false);
