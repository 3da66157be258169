using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/errnos.</summary>
internal static class ErrnosApi
{
    public static void MapErrnos(this IEndpointRouteBuilder api)
        => api.MapGet("/errnos", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? by, HttpContext context) =>
            {
                var wanted = QueryInput.Filter(filter);
                var range = QueryInput.Range(from, to, capture.Store.Clock);
                var fields = QueryInput.By(by);
                return worker.RunAsync(run => Count(run, capture, wanted, range, fields), context.RequestAborted);
            })
            .TakesQuery("filter", "from", "to", "by")
            .WithName("CountErrnos").WithSummary("Failed execs and forks, grouped, PATH lookups apart.")
            .AsksManyRows();

    private static ErrnosResponse Count(QueryRun run, Capture capture, Filter filter, TimeRange range, ErrnoField by)
    {
        var attachedAt = capture.AttachedAt;
        var figures = FailureFigures.Read(run, filter, range, attachedAt);
        var since = figures.IsExact ? attachedAt : figures.HeldSince;
        var counts = figures.Inside;
        return new ErrnosResponse(
            range.From is { } from && from.CompareTo(since) > 0 ? from : since,
            range.To ?? capture.Store.Clock.Now,
            counts.Total, counts.Failed, counts.Lookups, counts.Groups(by),
            filter.AsksForArguments && capture.Store.Read(view => view.HasIncompleteArguments));
    }
}
