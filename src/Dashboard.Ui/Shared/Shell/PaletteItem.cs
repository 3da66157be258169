namespace Dashboard.Ui.Shared.Shell;

/// <summary>An entry of the palette.</summary>
/// <param name="Kind">page, command, process or filter.</param>
public sealed record PaletteItem(string Kind, string Label, string Detail, Func<Task> RunAsync);
