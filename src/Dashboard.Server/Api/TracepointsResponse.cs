namespace Dashboard.Server.Api;

/// <summary>The tracepoints of this machine that the dashboard uses.</summary>
/// <param name="Reason">Why there are none, or why their formats are missing; null otherwise.</param>
public sealed record TracepointsResponse(IReadOnlyList<TracepointResponse> Items, string? Reason);
