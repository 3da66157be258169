namespace Dashboard.Core.Processes;

/// <summary>A record on the way to becoming a row of the tree.</summary>
internal struct TreeNode(ProcessRecord record, int parent)
{
    public readonly ProcessRecord Record = record;

    /// <summary>The index of its parent; -1 for a root.</summary>
    public readonly int Parent = parent;
    public int VisibleParent = -1;
    public int Level;
    public int PosInSet;
    public int SetSize;
    public int ShownChildren;
    public bool IsMatch;
    public bool Wanted;
    public bool WantedBelow;
    public bool Folded;
    public bool Shown;
}
