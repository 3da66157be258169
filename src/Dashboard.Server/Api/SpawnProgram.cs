namespace Dashboard.Server.Api;

/// <summary>A program by its process name and the path that it was called by; null is not known.</summary>
public sealed record SpawnProgram(string? Comm, string? Path);
