using Dashboard.Ui.State;

namespace Dashboard.Ui.Components.Lives;

/// <summary>A lane and its place in the list.</summary>
public sealed record PlacedLane(PidLane Lane, int Index);
