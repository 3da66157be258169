using Dashboard.Core.Feeds;
using Dashboard.Server.Ingest;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Server.Api;

/// <summary>/tracepoints.</summary>
internal static class TracepointsApi
{
    private const string NoTracepoints = "This is a recording: it has no tracepoints.";

    private const string NoFormats =
        "The format files cannot be read: mount tracefs with `mount -t tracefs nodev /sys/kernel/tracing`, and run as root.";

    public static void MapTracepoints(this IEndpointRouteBuilder api)
        => api.MapGet("/tracepoints", (Capture capture) => List(capture))
            .TakesQuery()
            .WithName("ListTracepoints").WithSummary("Each tracepoint with its id, its format file parsed and raw, attached or not, and its hits.");

    private static TracepointsResponse List(Capture capture)
    {
        var status = capture.StatusWithCosts();
        if (status.Source == FeedSource.Replay)
        {
            return new TracepointsResponse([], capture.Notice?.Problem ?? NoTracepoints);
        }

        var tracefs = Tracefs.Find();
        return new TracepointsResponse(
            [.. status.Probes.Select(probe => Describe(probe, tracefs?.Read(probe.Name)))], tracefs is null ? NoFormats : null);
    }

    private static TracepointResponse Describe(ProbeStatus probe, TracepointFormat? format) => new(
        probe.Name, format?.Id, probe.Attached, probe.Reason, probe.Hits, probe.AverageNs, format?.Fields, format?.PrintFormat, format?.Raw);
}
