namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The counts of one step in the overview.</summary>
/// <param name="Alive">Processes that existed in it, even if only briefly.</param>
/// <param name="Failed">Processes that failed in it: by their exit, or by a failed exec while they still run.</param>
public readonly record struct TimelineStep(int Alive, int Born, int Ended, int Failed);
