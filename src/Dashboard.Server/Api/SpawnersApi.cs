using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/spawners.</summary>
internal static class SpawnersApi
{
    public static void MapSpawners(this IEndpointRouteBuilder api)
        => api.MapGet("/spawners", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? sort, string? limit, HttpContext context) =>
            {
                var wanted = QueryInput.Filter(filter);
                var range = QueryInput.Range(from, to, capture.Store.Clock);
                var (order, most) = (QueryInput.Order(sort), QueryInput.Limit(limit));
                return worker.RunAsync(run => Count(run, capture, wanted, range, order, most), context.RequestAborted);
            })
            .TakesQuery("filter", "from", "to", "sort", "limit")
            .WithName("ListSpawners").WithSummary("Who keeps starting what: parents by what they start.")
            .AsksManyRows();

    private static SpawnersResponse Count(QueryRun run, Capture capture, Filter filter, TimeRange range, SpawnOrder order, int most)
    {
        var figures = SpawnFigures.Read(run, filter, range, capture.AttachedBootNs, capture.NowBootNs);
        return new SpawnersResponse(
            figures.From, figures.To, figures.Starts, figures.Unseen, figures.GroupCount,
            [.. figures.Top(order, most).Select(SpawnerResponse.From)],
            filter.AsksForArguments && capture.Store.Read(view => view.HasIncompleteArguments));
    }
}
