namespace Dashboard.Core.Tree;

/// <summary>The summary row of many ended children of one parent with the same name. All counts are exact.</summary>
/// <param name="Count">The children in the row; with a filter, those with a match.</param>
/// <param name="Of">The same without the filter.</param>
/// <param name="Matches">Matching processes among them and their descendants.</param>
/// <param name="Failed">Children that failed, by an exec or by their exit.</param>
/// <param name="MedianNs">Median lifetime.</param>
/// <param name="FirstBootNs">The first birth.</param>
/// <param name="LastBootNs">The last exit.</param>
public sealed record StormSummary(int Count, int Of, int Matches, int Failed, long MedianNs, long FirstBootNs, long LastBootNs);
