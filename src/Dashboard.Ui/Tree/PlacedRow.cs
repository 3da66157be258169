using Dashboard.Core.Tree;

namespace Dashboard.Ui.Tree;

/// <summary>A row and where it stands in the flattened tree, from 0.</summary>
public readonly record struct PlacedRow(TreeRow Row, int Index, long NowBootNs);
