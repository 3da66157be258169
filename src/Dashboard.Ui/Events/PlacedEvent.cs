namespace Dashboard.Ui.Events;

/// <summary>A row and its zero-based position in the list.</summary>
public readonly record struct PlacedEvent(EventRow Row, int Index);
