using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Querying;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>
/// Writes the events that are held to a file, oldest first, up to the newest at the time of the request. It reads from
/// the history only as fast as the client takes data, so a slow download costs one buffer. Events evicted meanwhile are
/// reported as a loss at the place where they are missing.
/// </summary>
internal static class EventExport
{
    public const string CsvType = "text/csv";

    /// <summary>Upper bound of events copied while the store's lock is held once.</summary>
    private const int MaxCopies = 500;

    /// <summary>The same bound in bytes.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>Bytes written before it waits for the client.</summary>
    private const int FlushBytes = 32 << 10;

    public static async Task WriteAsync(HttpContext context, Capture capture, QueryWorker worker, EventQuery query, ExportFormat format)
    {
        var name = $"events-{capture.Store.Clock.Now.ToDateTimeOffset().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        context.Response.ContentType = format == ExportFormat.Csv ? $"{CsvType}; charset=utf-8; header=present" : EventStream.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{(format == ExportFormat.Csv ? "csv" : "ndjson")}\"";
        try
        {
            await WriteAsync(context.Response.BodyWriter, capture.Store, worker, query, format, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected; it keeps an incomplete file.
        }
        catch (FilterTooExpensiveException)
        {
            // The headers are already sent. Aborting the connection shows the client that the file is incomplete.
            context.Abort();
        }
    }

    /// <summary>Writes the same to any byte sink.</summary>
    internal static async Task WriteAsync(
        PipeWriter body, LifecycleStore store, QueryWorker worker, EventQuery query, ExportFormat format, CancellationToken cancellation)
    {
        using var lines = new EventLines();
        var csv = new StringBuilder();
        if (format == ExportFormat.Csv)
        {
            body.Write(Encoding.UTF8.GetBytes(EventCsv.Header + "\r\n"));
        }

        var (position, last) = store.Read(view => (view.Events.FirstSeq - 1, view.Events.LastSeq));
        while (position < last)
        {
            var (events, missed, next) = query.Filter.IsEverything
                ? Piece(new QueryRun(store, TimeProvider.System))
                : await worker.PieceAsync(Piece, cancellation);
            if (missed > 0)
            {
                var bootNs = events.Count > 0 ? events[0].BootNs : store.Clock.NowBootNs;
                var time = events.Count > 0 ? events[0].Time : store.Clock.ToTimestamp(bootNs);
                events.Insert(0, new LostEvent { Time = time, BootNs = bootNs, Count = missed, Cause = EventStream.ViewerLate });
            }

            position = next;
            foreach (var e in events)
            {
                Write(e);
                if (body.UnflushedBytes >= FlushBytes && (await body.FlushAsync(cancellation)).IsCompleted)
                {
                    return;
                }
            }
        }

        await body.FlushAsync(cancellation);

        (List<LifecycleEvent> Events, long Missed, long Next) Piece(QueryRun run) => run.One(view => Take(run, view, query, position, last));

        void Write(LifecycleEvent e)
        {
            if (format == ExportFormat.Csv)
            {
                EventCsv.Append(csv, e);
                Encoding.UTF8.GetBytes(csv.ToString(), body);
                csv.Clear();
            }
            else
            {
                lines.Write(e, body);
            }
        }
    }

    private static (List<LifecycleEvent> Events, long Missed, long Next) Take(QueryRun run, StoreReader view, EventQuery query, long position, long last)
    {
        // Bounded by the last event at the start of the request: evictions after it were not asked for.
        var missed = Math.Min(Math.Max(0, view.Events.FirstSeq - 1 - position), last - position);
        position += missed;
        var isWanted = query.In(view);
        var events = new List<LifecycleEvent>();
        var bytes = 0;
        foreach (var held in view.Events.Forwards(position))
        {
            if (position >= last || events.Count >= MaxCopies || bytes >= MaxBytes || !run.Takes())
            {
                break;
            }

            position = held.Seq;
            if (isWanted(held.Event))
            {
                events.Add(held.Copy());
                bytes += held.Bytes;
            }
        }

        return (events, missed, position);
    }
}
