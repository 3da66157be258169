namespace Dashboard.Ui.Pids;

/// <summary>A lane and its place in the list.</summary>
public sealed record PlacedLane(PidLane Lane, int Index);
