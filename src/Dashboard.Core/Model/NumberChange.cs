namespace Dashboard.Core.Model;

/// <summary>A number before and after. Null means unknown.</summary>
public sealed record NumberChange(long? From, long? To);
