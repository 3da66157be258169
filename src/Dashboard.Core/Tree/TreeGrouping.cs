namespace Dashboard.Core.Tree;

/// <summary>The top-level rows of the tree.</summary>
public enum TreeGrouping
{
    /// <summary>No groups: the processes without a parent.</summary>
    None,
    Container,
    Cgroup,
    Session,
}
