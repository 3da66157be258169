namespace Dashboard.Core.Feeds;

/// <summary>What tracefs tells of a tracepoint: its number, its fields, and the file as it is.</summary>
public sealed record TracepointFormat(string Category, string Name, int Id, IReadOnlyList<TracepointField> Fields, string? PrintFormat, string Raw);
