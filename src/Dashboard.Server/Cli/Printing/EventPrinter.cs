using System.Buffers;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Server.Hosting;
using Dashboard.Server.Ingest;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Cli.Printing;

/// <summary>Runs a capture without a server: each batch is applied, filtered, formatted and written at once.</summary>
/// <remarks>A slow reader of stdout blocks the writer, and the feed's own bounded buffer counts what it then drops.</remarks>
internal sealed class EventPrinter(CaptureSource source, Filter filter, IEventFormat format, StandardOutput output)
{
    /// <summary>Filters ask about processes, not about the past, so nearly none of it is kept.</summary>
    private static readonly CaptureLimits Limits = new() { Events = 1, ExitedProcesses = 20_000 };

    /// <summary>Written in pieces of about this size when a batch is larger, as in a replay.</summary>
    private const int FlushBytes = 1 << 16;

    private readonly ExecPathHold? _hold = format.NeedsPathAtEnter ? new ExecPathHold() : null;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly List<LifecycleEvent> _ready = [];

    /// <summary>Until the feed ends, it is told to stop, or nobody reads stdout any more.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var store = source.NewCapture(Limits).Store;
        try
        {
            await foreach (var published in new Ingestor(source.Feed, store, TimeProvider.System).RunAsync(stop))
            {
                if (!Print(store, published))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop, or the duration is over.
        }

        _hold?.ReleaseAll(_ready);
        Print(store, []);
    }

    private bool Print(LifecycleStore store, IReadOnlyList<LifecycleEvent> published)
    {
        foreach (var e in published)
        {
            if (_hold is null)
            {
                _ready.Add(e);
            }
            else
            {
                _hold.Add(e, _ready);
            }
        }

        _hold?.ReleaseOverdue(store.Clock.NowBootNs, _ready);
        if (_ready.Count == 0)
        {
            return true;
        }

        var matching = store.Read(view =>
        {
            var matcher = new EventMatcher(filter, view);
            return _ready.FindAll(matcher.Matches);
        });
        _ready.Clear();
        foreach (var e in matching)
        {
            format.Write(e, _buffer);
            if (_buffer.WrittenCount >= FlushBytes && !Flush())
            {
                return false;
            }
        }

        return Flush();
    }

    private bool Flush()
    {
        var written = _buffer.WrittenCount == 0 || output.TryWrite(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return written;
    }
}
