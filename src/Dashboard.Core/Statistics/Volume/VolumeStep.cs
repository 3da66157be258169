namespace Dashboard.Core.Statistics.Volume;

/// <summary>The counts of one time step.</summary>
/// <param name="Total">All events.</param>
/// <param name="Failed">The failures among them, as matched by <c>is:failed</c>.</param>
public readonly record struct VolumeStep(long Total, long Failed);
