namespace Dashboard.Core.Processes;

/// <summary>A record on the way to becoming a row of the tree.</summary>
internal struct TreeNode(ProcessRecord record, int parent)
{
    public readonly ProcessRecord Record = record;

    /// <summary>The index of its parent; -1 for a root.</summary>
    public readonly int Parent = parent;

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
}
