namespace Dashboard.Core.Filtering.Editing;

/// <summary>One row of a completion list.</summary>
/// <param name="Label">What the row shows: the field or the value as it is, to be escaped for display by the caller.</param>
/// <param name="Insert">The filter text for it, quoted where it needs to be.</param>
/// <param name="Description">One sentence; null where there is none.</param>
/// <param name="Count">How often the value was seen; null when that is not known.</param>
public sealed record FilterCandidate(string Label, string Insert, string? Description, long? Count);
