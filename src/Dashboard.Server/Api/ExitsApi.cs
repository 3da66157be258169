using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/exits.</summary>
internal static class ExitsApi
{
    public static void MapExits(this IEndpointRouteBuilder api)
        => api.MapGet("/exits", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, HttpContext context) =>
            {
                var wanted = QueryInput.Filter(filter);
                var range = QueryInput.Range(from, to, capture.Store.Clock);
                return worker.RunAsync(run => Count(run, capture, wanted, range), context.RequestAborted);
            })
            .TakesQuery("filter", "from", "to")
            .WithName("CountExits").WithSummary("Failed exits, grouped by exit code or signal, program, starter and sender.")
            .AsksManyRows();

    private static ExitsResponse Count(QueryRun run, Capture capture, Filter filter, TimeRange range)
    {
        var attachedAt = capture.AttachedAt;
        var figures = FailureFigures.Read(run, filter, range, attachedAt);
        var since = figures.IsExact ? attachedAt : figures.HeldSince;
        var exits = figures.Exits;
        return new ExitsResponse(
            range.From is { } from && from.CompareTo(since) > 0 ? from : since,
            range.To ?? capture.Store.Clock.Now,
            exits.Total, exits.Failed, exits.Killed, exits.Groups(),
            filter.AsksForArguments && capture.Store.Read(view => view.HasIncompleteArguments));
    }
}
