namespace Dashboard.Server.Api;

/// <summary>The capture works.</summary>
/// <param name="Status">"capturing" or "replaying".</param>
public sealed record HealthResponse(string Status);
