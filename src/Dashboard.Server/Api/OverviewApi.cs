using Dashboard.Core.Feeds;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/overview.</summary>
internal static class OverviewApi
{
    public static void MapOverview(this IEndpointRouteBuilder api)
        => api.MapGet("/overview", (Capture capture, QueryWorker worker, string? filter, HttpContext context) =>
            {
                var wanted = QueryInput.Filter(filter);
                return worker.RunAsync(
                    run =>
                    {
                        var figures = RecentFigures.Read(
                            run, wanted, capture.IsOnePiece, capture.AttachedBootNs, capture.NowBootNs);
                        return OverviewResponse.Of(figures, capture.Store.Clock.ToTimestamp(figures.LatestFromBootNs));
                    },
                    context.RequestAborted);
            })
            .TakesQuery("filter")
            .WithName("GetOverview").WithSummary("What just happened: failures, ended processes, programs, starters and storms of the last minutes.")
            .AsksManyRows();
}
