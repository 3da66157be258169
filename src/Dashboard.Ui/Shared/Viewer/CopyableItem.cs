namespace Dashboard.Ui.Shared.Viewer;

/// <summary>A table or chart that the page shows.</summary>
/// <param name="Kind">"table" or "chart".</param>
public sealed record CopyableItem(string Kind, string Title);
