namespace Dashboard.Core.Filtering.Editing;

/// <summary>One row of a completion list.</summary>
/// <param name="Label">The text shown: the field or the raw value, which the caller escapes for display.</param>
/// <param name="Insert">The filter text that it inserts, quoted where necessary.</param>
/// <param name="Description">One sentence; null where there is none.</param>
/// <param name="Example">A filter that uses the field; null for a value.</param>
/// <param name="Count">How often the value was seen; null when that is not known.</param>
public sealed record FilterCandidate(string Label, string Insert, string? Description, long? Count, string? Example = null);
