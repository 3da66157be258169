namespace Dashboard.Ui.Events;

/// <summary>A row and where it stands in the list, from 0.</summary>
public readonly record struct PlacedEvent(EventRow Row, int Index);
