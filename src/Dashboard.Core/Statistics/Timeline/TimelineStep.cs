namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The counts of one step in the overview.</summary>
/// <param name="Present">Processes that existed in it, even if only briefly; not how many at once.</param>
/// <param name="Failed">Processes that are <c>is:failed</c>, where they ended, or where a call failed while they still run.</param>
public readonly record struct TimelineStep(int Present, int Born, int Ended, int Failed);
