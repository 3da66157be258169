namespace Dashboard.Core.Filtering.Editing;

/// <summary>A value that was seen, and how often.</summary>
public readonly record struct FilterValueCount(string Value, long Count);
