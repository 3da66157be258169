namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A row of the timeline before its content is read: the process or group, and its position.</summary>
/// <param name="Life">The index of the process; -1 for the header of a group or a storm.</param>
/// <param name="Group">The index of the header's name; -1 for a process in a tree.</param>
/// <param name="Level">Depth among the shown rows, from 1.</param>
/// <param name="ParentRow">The row of the nearest shown ancestor; -1 for a root.</param>
/// <param name="PosInSet">Position among the shown siblings, from 1.</param>
public readonly record struct TimelinePlace(int Life, int Group, int Level, int ParentRow, int PosInSet)
{
    /// <summary>Set for the row of many ended children.</summary>
    internal TimelineStorm? Storm { get; init; }
}
