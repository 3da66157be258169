using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Server.Ingest;

namespace Dashboard.Server.Api;

/// <summary>/healthz: the health check for containers; needs no token.</summary>
internal static class HealthApi
{
    /// <summary>A larger lag means that the capture is blocked.</summary>
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app)
        => app.MapGet("/healthz", (Capture capture, IngestLag lag) => WhyNot(capture, lag) is { } problem
                ? Results.Json(problem, statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Ok(new HealthResponse(capture.Status().Source == FeedSource.Replay ? "replaying" : "capturing")))
            .WithTags("health").WithName("GetHealth").WithSummary("200 when capturing or replaying, 503 and why otherwise. Needs no token.")
            .Produces<HealthResponse>()
            .Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);

    private static ApiError? WhyNot(Capture capture, IngestLag lag)
    {
        if (capture.HasFailed)
        {
            return new ApiError(capture.Notice!.Problem, capture.Notice.Fix);
        }

        return lag.Now(MaxLag) is var behind && behind > MaxLag
            ? new ApiError(
                string.Create(CultureInfo.InvariantCulture, $"The capture is {behind.TotalSeconds:0} s behind the kernel."),
                "Wait until it has caught up, or give the program more CPU; /api/v1/status has lagMs and what was lost.")
            : null;
    }
}
