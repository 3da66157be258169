namespace Dashboard.Core.Processes;

/// <summary>What of a process decides whether and where the tree shows it.</summary>
internal struct TreeNode(ProcessRecord record, TreeQuery query)
{
    public readonly ProcessId Id = record.Id;
    public readonly string Comm = record.Comm;
    public readonly long LifetimeNs = record.LifetimeNs(query.NowBootNs);
    public readonly long ExitBootNs = record.ExitBootNs;
    public readonly bool Failed = record.Failed;
    public readonly bool HasEnded = query.HasEnded(record);

    /// <summary>Shown for itself, were it not for the filter.</summary>
    public readonly bool IsKept = query.Keeps(record);

    /// <summary>The index of its parent; -1 for a root.</summary>
    public int Parent = -1;

    /// <summary>Nodes of its subtree, itself included: its next sibling stands that far on.</summary>
    public int Size;

    /// <summary>Matching processes in its subtree.</summary>
    public int Matches;
    public bool IsMatch = query.Keeps(record) && (query.Matches is null || query.Matches(record));
    public bool Wanted;
    public bool WantedBelow;

    /// <summary>Something wanted in its subtree has not ended.</summary>
    public bool Runs;
    public bool HoldsPinned;
    public bool InStorm;
}
