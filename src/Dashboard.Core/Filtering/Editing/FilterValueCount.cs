namespace Dashboard.Core.Filtering.Editing;

/// <summary>An observed value and its number of occurrences.</summary>
public readonly record struct FilterValueCount(string Value, long Count);
