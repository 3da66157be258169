using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/errnos.</summary>
internal static class ErrnosApi
{
    public static void MapErrnos(this IEndpointRouteBuilder api)
        => api.MapGet("/errnos", (Capture capture, string? filter, string? from, string? to, string? by) =>
            {
                var query = new EventQuery(QueryInput.Filter(filter), QueryInput.Time("from", from), QueryInput.Time("to", to));
                var fields = QueryInput.By(by);
                return capture.Store.Read(view => Count(view, query, fields, capture.Status().AttachedAt));
            })
            .TakesQuery("filter", "from", "to", "by")
            .WithName("CountErrnos").WithSummary("Failed execs and forks, grouped, PATH lookups apart.")
            .Produces<ApiError>(StatusCodes.Status400BadRequest);

    private static ErrnosResponse Count(StoreView view, EventQuery query, ErrnoField by, Timestamp attachedAt)
    {
        // Without a question the figures of the whole capture are exact; otherwise they cover the events that are held.
        var breakdown = query.IsEverything ? view.Errnos : ErrnoBreakdown.Of(view.Events, query.In(view));
        var held = query.IsEverything ? attachedAt : OldestHeld(view) ?? attachedAt;
        return new ErrnosResponse(
            query.From is { } from && from.CompareTo(held) > 0 ? from : held,
            query.To ?? view.Clock.Now,
            breakdown.Total, breakdown.Failed, breakdown.Lookups, breakdown.Groups(by));
    }

    private static Timestamp? OldestHeld(StoreView view) => view.Events[view.Events.FirstSeq]?.Time;
}
