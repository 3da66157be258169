namespace Dashboard.Core.Tree;

/// <summary>What the rows at the top of the tree stand for.</summary>
public enum TreeGrouping
{
    /// <summary>No groups: the processes that have no parent.</summary>
    None,
    Container,
    Cgroup,
    Session,
}
