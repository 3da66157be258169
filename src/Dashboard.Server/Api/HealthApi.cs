using Dashboard.Core.Feeds;
using Dashboard.Server.Ingest;

namespace Dashboard.Server.Api;

/// <summary>/healthz, which needs no token: for container health checks.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
        => app.MapGet("/healthz", (Capture capture) => capture.HasFailed
                ? Results.Json(new ApiError(capture.Notice!.Problem, capture.Notice.Fix), statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Ok(new HealthResponse(capture.Status().Source == FeedSources.Replay ? "replaying" : "capturing")))
            .WithTags("health").WithName("GetHealth").WithSummary("200 when capturing or replaying, 503 and why otherwise. Needs no token.")
            .Produces<HealthResponse>()
            .Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);
}
