namespace Dashboard.Ui.Shared.Grid;

/// <summary>A request from js/menu.js to open a row's menu at a position.</summary>
/// <param name="Row">The row element, which gets the focus back.</param>
/// <param name="Process">The id of the row's process.</param>
/// <param name="Seq">The event's sequence number, in a list of events.</param>
/// <param name="Storm">The common name of a storm's processes; then <paramref name="Process"/> is their parent.</param>
/// <param name="Fields">Comma-separated fields of the cell; empty for the whole row.</param>
/// <param name="Text">The cell's text.</param>
public sealed record MenuRequest(string Row, string Process, long? Seq, string Fields, string Text, double X, double Y, string? Storm = null);
