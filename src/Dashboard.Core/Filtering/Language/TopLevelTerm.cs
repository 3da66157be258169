namespace Dashboard.Core.Filtering.Language;

/// <summary>One of a filter's top-level AND terms, which can be removed separately.</summary>
/// <param name="Text">The text as written in the filter.</param>
/// <param name="Normal">The canonical text: equal for equal terms.</param>
/// <param name="Field">The field; null when the term uses several fields, or none.</param>
/// <param name="Excludes">True for an excluding term.</param>
/// <param name="IsChoice">True when it names one value of its field, or a list of alternatives.</param>
public sealed record TopLevelTerm(string Text, string Normal, FilterField? Field, bool Excludes, bool IsChoice);
