namespace Dashboard.Ui.Shared.Viewer;

/// <summary>A filter that the viewer saved under a name.</summary>
public sealed record SavedFilter(string Name, string Text);
