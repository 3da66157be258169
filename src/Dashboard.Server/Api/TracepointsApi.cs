using Dashboard.Core.Feeds;

namespace Dashboard.Server.Api;

/// <summary>/tracepoints.</summary>
internal static class TracepointsApi
{
    public static void MapTracepoints(this IEndpointRouteBuilder api)
        => api.MapGet("/tracepoints", (Capture capture) => new object[] { capture.Status().Probes })
            .TakesQuery()
            .WithName("ListTracepoints").WithSummary("Each tracepoint with its format file, attached or not, and its hits.");
}
