namespace Dashboard.Core.Feeds;

/// <summary>A tracepoint's format file in tracefs: its id, its fields, and the raw text.</summary>
public sealed record TracepointFormat(string Category, string Name, int Id, IReadOnlyList<TracepointField> Fields, string? PrintFormat, string Raw);
