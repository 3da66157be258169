namespace Dashboard.Server.Api;

/// <summary>A program: its process name and the path passed to exec; null when unknown.</summary>
public sealed record SpawnProgram(string? Comm, string? Path);
