namespace Dashboard.Ui.Shared.Charts;

/// <summary>One colour of a chart over time.</summary>
/// <param name="Name">From our own catalogues only: Plotly reads names as markup, so text of processes has no place here.</param>
/// <param name="Values">Step by step.</param>
/// <param name="IsRest">What has no series of its own: always drawn last, and no click names it.</param>
public sealed record TimeSeries(string Name, IReadOnlyList<long> Values, bool IsRest = false);
