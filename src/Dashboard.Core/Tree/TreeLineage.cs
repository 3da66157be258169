namespace Dashboard.Core.Tree;

/// <summary>Which parent stands above a process in the tree.</summary>
public enum TreeLineage
{
    /// <summary>Who bore it: never changes, so an orphan stays where its story is.</summary>
    Birth,

    /// <summary>Who takes care of it now: what ps and pstree show.</summary>
    CurrentParent,
}
