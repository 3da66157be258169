using Dashboard.Core.Readings;
using Dashboard.Core.Tree;

namespace Dashboard.Ui.Tree;

/// <summary>A row and its zero-based position in the flattened tree.</summary>
/// <param name="Usage">CPU and memory now; null when no column shows them, and of an ended process.</param>
public readonly record struct PlacedRow(TreeRow Row, int Index, long NowBootNs, ProcessUsage? Usage = null);
