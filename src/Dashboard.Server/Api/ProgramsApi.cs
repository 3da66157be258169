using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/programs.</summary>
internal static class ProgramsApi
{
    public static void MapPrograms(this IEndpointRouteBuilder api)
        => api.MapGet("/programs", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? sort, string? limit, HttpContext context) =>
            {
                var wanted = QueryInput.Filter(filter);
                var range = QueryInput.Range(from, to, capture.Store.Clock);
                var (order, most) = (QueryInput.Programs(sort), QueryInput.Limit(limit));
                return worker.RunAsync(run => Count(run, capture, wanted, range, order, most), context.RequestAborted);
            })
            .TakesQuery("filter", "from", "to", "sort", "limit")
            .WithName("ListPrograms").WithSummary("Totals by program: runs, failures, lifetimes, CPU and memory. sort takes runs (without it), failed, cpu, median, p95, sum or name.")
            .AsksManyRows();

    private static ProgramsResponse Count(QueryRun run, Capture capture, Filter filter, TimeRange range, ProgramOrder order, int most)
    {
        var figures = ProgramFigures.Read(run, filter, range, capture.AttachedBootNs, capture.NowBootNs);
        return new ProgramsResponse(
            figures.From, figures.To, figures.Runs, figures.Failed, figures.Others, figures.Count,
            [.. figures.Top(order, most).Select(ProgramResponse.From)],
            filter.AsksForArguments && capture.Store.Read(view => view.HasIncompleteArguments));
    }
}
