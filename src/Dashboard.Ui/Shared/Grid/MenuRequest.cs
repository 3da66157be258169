namespace Dashboard.Ui.Shared.Grid;

/// <summary>Somebody wants the menu of a row; js/menu.js says where.</summary>
/// <param name="Row">The element, which gets the focus back.</param>
/// <param name="Process">The id of the process that the row is about.</param>
/// <param name="Seq">The event, in a list of events.</param>
/// <param name="Fields">The fields that the cell shows, with commas; empty for the whole row.</param>
/// <param name="Text">What the cell says.</param>
public sealed record MenuRequest(string Row, string Process, long? Seq, string Fields, string Text, double X, double Y);
