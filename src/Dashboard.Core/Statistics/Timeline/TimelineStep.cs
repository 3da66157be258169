namespace Dashboard.Core.Statistics.Timeline;

/// <summary>What happened in one step of the overview.</summary>
/// <param name="Alive">Processes that lived in it, if only for a moment.</param>
/// <param name="Failed">Processes that ended badly in it, or still run and failed to exec in it.</param>
public readonly record struct TimelineStep(int Alive, int Born, int Ended, int Failed);
