using Dashboard.Server.Api;
using Prometheus;

namespace Dashboard.Server.Metrics;

/// <summary>/metrics: the state of the capture in the text format of Prometheus.</summary>
internal static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder app)
        => app.MapGet("/metrics", async (HttpContext context, CaptureMetrics metrics) =>
            {
                context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
                context.Response.Headers.CacheControl = "no-store";
                await metrics.WriteAsync(context.Response.Body, context.RequestAborted);
            })
            .WithTags("capture").WithName("GetMetrics").WithSummary("The state of the capture in the text format of Prometheus; docs/metrics.md explains each name.")
            .Produces<string>(contentType: PrometheusConstants.TextContentType);
}
