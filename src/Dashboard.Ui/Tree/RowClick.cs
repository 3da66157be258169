using Dashboard.Core.Model;

namespace Dashboard.Ui.Tree;

/// <summary>A click on a row.</summary>
/// <param name="Adds">With Ctrl: one more row.</param>
/// <param name="Extends">With Shift: all rows up to this one.</param>
public readonly record struct RowClick(ProcessId Process, bool Adds, bool Extends);
