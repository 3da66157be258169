using Dashboard.Core.Tree;

namespace Dashboard.Ui.Tree;

/// <summary>A row and its zero-based position in the flattened tree.</summary>
public readonly record struct PlacedRow(TreeRow Row, int Index, long NowBootNs);
