namespace Dashboard.Core.Filtering.Language;

/// <summary>One of the terms that a filter asks for together, and that can be taken off by itself.</summary>
/// <param name="Text">As it stands in the filter.</param>
/// <param name="Normal">The same in the one way that the filter language writes it: equal for equal terms.</param>
/// <param name="Field">What it is about; null when it is about several fields, or none.</param>
/// <param name="Excludes">It refuses what it names.</param>
/// <param name="IsChoice">It names a value of its field, or several of which any will do.</param>
public sealed record FilterTermUse(string Text, string Normal, FilterField? Field, bool Excludes, bool IsChoice);
