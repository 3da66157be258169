namespace Dashboard.Core.Tree;

/// <summary>A row before its content is read: the process or storm, and its position.</summary>
/// <param name="Node">The index of its record; -1 for a storm.</param>
/// <param name="Storm">The index of the storm; -1 for a process.</param>
/// <param name="Parent">The parent row; -1 for a root.</param>
internal record struct PlacedNode(int Node, int Storm, int Parent, int Level, int PosInSet)
{
    public int SetSize;
    public int Children;
}
