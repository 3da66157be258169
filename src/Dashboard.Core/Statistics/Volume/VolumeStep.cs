namespace Dashboard.Core.Statistics.Volume;

/// <summary>What happened in one step of time.</summary>
/// <param name="Total">All events of it.</param>
/// <param name="Failed">Those of them that are failures, as <c>is:failed</c> asks for them.</param>
public readonly record struct VolumeStep(long Total, long Failed);
