namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A row of the timeline before anything of it is read: which life or group, and where it stands.</summary>
/// <param name="Life">The place in the index; -1 for the head of a group.</param>
/// <param name="Group">The place of the group's name; -1 when grouped by tree.</param>
/// <param name="Level">Depth among the shown rows, from 1.</param>
/// <param name="ParentRow">The row of the nearest shown ancestor; -1 for a root.</param>
/// <param name="PosInSet">Position among the shown siblings, from 1.</param>
public readonly record struct TimelinePlace(int Life, int Group, int Level, int ParentRow, int PosInSet);
