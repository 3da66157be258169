namespace Dashboard.Core.Tree;

/// <summary>Which parent the tree uses.</summary>
public enum TreeLineage
{
    /// <summary>The original parent: never changes, so an orphan keeps its place.</summary>
    Birth,

    /// <summary>The current parent, as in ps and pstree.</summary>
    CurrentParent,
}
