namespace Dashboard.Server.Api;

/// <summary>All is well.</summary>
/// <param name="Status">"capturing" or "replaying".</param>
public sealed record HealthResponse(string Status);
