namespace Dashboard.Ui.Pids;

/// <summary>A lane and its zero-based position in the list.</summary>
public sealed record PlacedLane(PidLane Lane, int Index);
