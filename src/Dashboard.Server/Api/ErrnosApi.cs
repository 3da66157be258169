using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;

namespace Dashboard.Server.Api;

/// <summary>/errnos.</summary>
internal static class ErrnosApi
{
    public static void MapErrnos(this IEndpointRouteBuilder api)
        => api.MapGet("/errnos", (Capture capture, string? filter, string? from, string? to, string? by) =>
            {
                var wanted = QueryInput.Filter(filter);
                var range = new TimeRange(QueryInput.Time("from", from), QueryInput.Time("to", to));
                var fields = QueryInput.By(by);
                return capture.Store.Read(view => Count(view, wanted, range, fields, capture.AttachedAt));
            })
            .TakesQuery("filter", "from", "to", "by")
            .WithName("CountErrnos").WithSummary("Failed execs and forks, grouped, PATH lookups apart.")
            .Produces<ApiError>(StatusCodes.Status400BadRequest);

    private static ErrnosResponse Count(StoreView view, Filter filter, TimeRange range, ErrnoField by, Timestamp attachedAt)
    {
        var figures = ErrnoFigures.Read(view, filter, range, attachedAt);
        var since = figures.IsExact ? attachedAt : figures.HeldSince;
        var counts = figures.Inside;
        return new ErrnosResponse(
            range.From is { } from && from.CompareTo(since) > 0 ? from : since,
            range.To ?? view.Clock.Now,
            counts.Total, counts.Failed, counts.Lookups, counts.Groups(by));
    }
}
