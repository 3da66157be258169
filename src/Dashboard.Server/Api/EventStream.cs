using System.IO.Pipelines;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Server.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Server.Api;

/// <summary>Writes the live stream as NDJSON.</summary>
internal static class EventStream
{
    public const string ContentType = "application/x-ndjson";

    /// <summary>Loss cause for a reader that was too slow; other readers do not miss these events.</summary>
    public const string ViewerLate = "viewer late";

    public static async Task WriteAsync(HttpContext context, IAsyncEnumerable<EventBatch> batches, Capture capture)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        var body = context.Response.BodyWriter;
        using var lines = new EventLines();
        try
        {
            await foreach (var batch in batches)
            {
                WriteBatch(body, lines, batch, capture.Store.Clock);
                // Also after an empty batch: the first flush sends the headers, so that the client knows it is connected.
                await body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected: the normal end of a stream.
        }
        catch (HubException)
        {
            // The filter became too expensive. The headers are already sent; an aborted connection shows that this is an error.
            context.Abort();
        }
    }

    private static void WriteBatch(PipeWriter body, EventLines lines, EventBatch batch, CaptureClock clock)
    {
        if (batch.Skipped > 0)
        {
            var lost = new LostEvent
            {
                Time = clock.Now,
                BootNs = clock.NowBootNs,
                Count = batch.Skipped,
                Cause = ViewerLate,
                To = batch.Events.Count > 0 ? batch.Events[0].Time : null,
            };
            lines.Write(lost, body);
        }

        foreach (var e in batch.Events)
        {
            lines.Write(e, body);
        }
    }
}
