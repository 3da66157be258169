using Dashboard.Core.Feeds;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/errnos.</summary>
internal static class ErrnosApi
{
    public static void MapErrnos(this IEndpointRouteBuilder api)
        => api.MapGet("/errnos", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? by, HttpContext context) =>
            {
                var fields = QueryInput.By(by);
                return FilteredRange.Answer(capture, worker, filter, from, to, context, (run, asked) =>
                {
                    var (figures, since, until) = asked.Failures(run);
                    var counts = figures.Inside;
                    return new ErrnosResponse(
                        since, until, counts.Total, counts.Failed, counts.Lookups, counts.Groups(fields), asked.ArgsIncomplete);
                });
            })
            .TakesQuery("filter", "from", "to", "by")
            .WithName("CountErrnos").WithSummary("Failed execs and forks, grouped, PATH lookups apart.")
            .AsksManyRows();
}
