using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Server.Hubs;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/events, /events/export and /events/stream.</summary>
internal static class EventsApi
{
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/events", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? limit, string? cursor, HttpContext context) =>
            {
                var query = new EventQuery(QueryInput.Filter(filter), QueryInput.Range(from, to, capture));
                var size = QueryInput.Limit(limit);
                var before = Cursor.ReadEvent(cursor);
                return worker.RunAsync(run => Find(run, query, size, before), context.RequestAborted);
            })
            .TakesQuery("filter", "from", "to", "limit", "cursor")
            .WithName("ListEvents").WithSummary("Events that are still held, the newest first.")
            .WithDescription(ResponseSize.Description)
            .AsksManyRows();

        api.MapGet("/events/export", (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? format, HttpContext context) =>
                EventExport.WriteAsync(
                    context, capture, worker,
                    new EventQuery(QueryInput.Filter(filter), QueryInput.Range(from, to, capture)),
                    QueryInput.Format(format)))
            .TakesQuery("filter", "from", "to", "format")
            .WithName("ExportEvents").WithSummary("Events that are still held as a file, the oldest first: NDJSON that `dashboard open` reads, or CSV.")
            .WithDescription("As many as the history holds at the moment of the request, streamed: 100,000 of a live capture, 1,000,000 of a recording.")
            .Produces<LifecycleEvent>(StatusCodes.Status200OK, EventStream.ContentType, EventExport.CsvType)
            .Produces<ApiError>(StatusCodes.Status400BadRequest)
            .Produces<ApiError>(StatusCodes.Status422UnprocessableEntity);

        api.MapGet("/events/stream", (LiveEvents live, Capture capture, string? filter, string? fromSeq, HttpContext context) =>
                EventStream.WriteAsync(
                    context, live.ReadAsync(QueryInput.Filter(filter), QueryInput.Seq("fromSeq", fromSeq), context.RequestAborted), capture))
            .TakesQuery("filter", "fromSeq")
            .WithName("StreamEvents").WithSummary("Events as they happen: NDJSON, one event a line, until the client hangs up.")
            .Produces<LifecycleEvent>(StatusCodes.Status200OK, EventStream.ContentType)
            .Produces<ApiError>(StatusCodes.Status400BadRequest)
            .Produces<ApiError>(StatusCodes.Status422UnprocessableEntity);
    }

    private static EventsPage Find(QueryRun run, EventQuery query, int limit, long? before)
    {
        var items = new List<LifecycleEvent>(limit);
        var total = 0;
        var hasMore = false;
        var bytes = 0;
        (Timestamp? Since, double? Seconds) held = default;
        var isArgsIncomplete = false;
        var position = long.MaxValue;
        run.Scan(view =>
        {
            var isWanted = query.In(view);
            held = (view.Events.HeldSince, view.Events.HeldSinceBootNs is { } since ? Math.Round((view.Clock.NowBootNs - since) / 1e9, 3) : null);
            isArgsIncomplete = query.Filter.AsksForArguments && view.HasIncompleteArguments;
            foreach (var one in view.Events.Backwards(position))
            {
                if (!run.Takes())
                {
                    return true;
                }

                position = one.Seq;
                if (!isWanted(one.Event))
                {
                    continue;
                }

                total++;
                if (before is { } seq && one.Seq >= seq)
                {
                    continue;
                }

                if (items.Count < limit && bytes < ResponseSize.MaxPage)
                {
                    items.Add(one.Copy());
                    bytes += one.Bytes;
                }
                else
                {
                    hasMore = true;
                }
            }

            return false;
        });
        return new EventsPage(items, total, hasMore ? Cursor.After(items[^1].Seq) : null, held.Since, held.Seconds, isArgsIncomplete);
    }
}
