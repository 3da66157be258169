using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>What of a process, or of a group of them, decides whether and where the tree shows it.</summary>
internal struct TreeNode
{
    public readonly ProcessId Id;
    public readonly string Comm;
    public readonly long LifetimeNs;
    public readonly long ExitBootNs;
    public readonly bool Failed;
    public readonly bool HasEnded;

    /// <summary>Shown for itself, were it not for the filter.</summary>
    public readonly bool IsKept;

    /// <summary>Stands for a group.</summary>
    public readonly bool IsGroup;

    /// <summary>The group, or that of the process; null without groups.</summary>
    public readonly TreeGroupKey? Group;

    /// <summary>The index of its parent; -1 for a root.</summary>
    public int Parent = -1;

    /// <summary>Nodes of its subtree, itself included: its next sibling stands that far on.</summary>
    public int Size;

    /// <summary>Matching processes in its subtree.</summary>
    public int Matches;
    public bool IsMatch;
    public bool Wanted;
    public bool WantedBelow;

    /// <summary>Something wanted in its subtree has not ended.</summary>
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
