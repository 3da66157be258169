namespace Dashboard.Core.Model;

/// <summary>A text before and after. Null means unknown, or none.</summary>
public sealed record TextChange(string? From, string? To);
