namespace Dashboard.Server.Api;

/// <summary>The tracepoints of this machine that the dashboard uses.</summary>
/// <param name="Reason">Why there are none, or why their formats are missing; null when all is well.</param>
public sealed record TracepointsResponse(IReadOnlyList<TracepointResponse> Items, string? Reason);
