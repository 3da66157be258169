namespace Dashboard.Core.Model;

/// <summary>A number before and after. Null is unknown.</summary>
public sealed record NumberChange(long? From, long? To);
