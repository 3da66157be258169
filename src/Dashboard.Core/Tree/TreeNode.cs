using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>The facts about a process, or a group, that determine whether and where the tree shows it.</summary>
internal struct TreeNode
{
    public readonly ProcessId Id;
    public readonly string Comm;
    public readonly long LifetimeNs;
    public readonly long ExitBootNs;
    public readonly bool Failed;
    public readonly bool HasEnded;

    /// <summary>Would be shown itself without the filter.</summary>
    public readonly bool IsKept;

    /// <summary>True for a group.</summary>
    public readonly bool IsGroup;

    /// <summary>The group, or the process's group; null without groups.</summary>
    public readonly TreeGroupKey? Group;

    /// <summary>The parent's index; -1 for a root.</summary>
    public int Parent = -1;

    /// <summary>Number of nodes in its subtree, itself included: the distance to its next sibling.</summary>
    public int Size;

    /// <summary>Matching processes in its subtree.</summary>
    public int Matches;
    public bool IsMatch;
    public bool Wanted;
    public bool WantedBelow;

    /// <summary>Something shown in its subtree still runs.</summary>
    public bool Runs;
    public bool HoldsPinned;
    public bool InStorm;

    public TreeNode(ProcessRecord record, TreeQuery query)
    {
        (Id, Comm, LifetimeNs, ExitBootNs, Failed) = (record.Id, record.Comm, record.LifetimeNs(query.NowBootNs), record.ExitBootNs, record.Failed);
        HasEnded = query.HasEnded(record);
        IsKept = query.Keeps(record);
        IsMatch = IsKept && (query.Matches is null || query.Matches(record));
        Group = TreeGroupKey.Of(record, query.GroupBy);
    }

    public TreeNode(TreeGroupKey group) => (Comm, IsGroup, Group, HasEnded) = ("", true, group, true);
}
