namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A row of the timeline before its content is read: the process or group, and its position.</summary>
/// <param name="Life">The index of the process; -1 for a group header.</param>
/// <param name="Group">The index of the group's name; -1 when grouped by tree.</param>
/// <param name="Level">Depth among the shown rows, from 1.</param>
/// <param name="ParentRow">The row of the nearest shown ancestor; -1 for a root.</param>
/// <param name="PosInSet">Position among the shown siblings, from 1.</param>
public readonly record struct TimelinePlace(int Life, int Group, int Level, int ParentRow, int PosInSet);
