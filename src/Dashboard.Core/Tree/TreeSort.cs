namespace Dashboard.Core.Tree;

/// <summary>What a flat list of processes is sorted by.</summary>
public sealed record TreeSort(TreeSortKey Key, bool Descending);
