using System.Buffers;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Server.Hosting;
using Dashboard.Server.Querying;
using Dashboard.Tracing;

namespace Dashboard.Server.Cli.Printing;

/// <summary>Runs a capture without a server: each batch is applied, filtered, formatted and written at once.</summary>
/// <remarks>A slow reader of stdout blocks the writer, and the feed's own bounded buffer counts what it then drops.</remarks>
internal sealed class EventPrinter(CaptureSource source, Filter filter, IEventFormat format, StandardOutput output)
{
    /// <summary>Events are printed batch by batch, and filters ask about processes, so no more of the past is kept.</summary>
    public static readonly CaptureLimits Limits = new()
    {
        Events = 16_384,
        ExitedProcesses = 20_000,
        LiveProcesses = CaptureSource.MaxLiveOfRecording,
        MemoryBytes = 100_000_000,
    };

    /// <summary>Written in pieces of about this size when a batch is larger, as in a replay.</summary>
    private const int FlushBytes = 1 << 16;

    private readonly ExecPathHold? _hold = format.NeedsPathAtEnter ? new ExecPathHold() : null;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly List<LifecycleEvent> _ready = [];
    private long _lastSeq;

    /// <summary>Until the feed ends, it is told to stop, or nobody reads stdout any more.</summary>
    public Task RunAsync(CancellationToken stop) => FeedThread.Run(() => Run(stop));

    private void Run(CancellationToken stop)
    {
        var store = source.NewCapture(Limits).Store;
        try
        {
            foreach (var batch in source.Feed.ReadBatches(stop))
            {
                if (!Print(store, batch))
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
        PrintReady(store);
    }

    private bool Print(LifecycleStore store, IReadOnlyList<LifecycleEvent> batch)
    {
        // In pieces that the history holds whole: then none is evicted before it was read.
        foreach (var piece in batch.Chunk(Limits.Events))
        {
            store.Apply(piece, source.Feed.Pool);
            store.Read(view =>
            {
                Take(view);
                return true;
            });
            if (!PrintReady(store))
            {
                return false;
            }
        }

        // Time has passed, also when nothing came.
        _hold?.ReleaseOverdue(store.Clock.NowBootNs, _ready);
        return PrintReady(store);
    }

    /// <summary>Copies what is new: the history uses its objects again.</summary>
    private void Take(StoreView view)
    {
        var matcher = new EventMatcher(filter, view);
        foreach (var held in view.Events.Forwards(_lastSeq))
        {
            if (_hold is not null)
            {
                _hold.Add(held.Copy(), _ready);
            }
            else if (matcher.Matches(held.Event))
            {
                _ready.Add(held.Copy());
            }
        }

        _lastSeq = view.Events.LastSeq;
    }

    private bool PrintReady(LifecycleStore store)
    {
        if (_ready.Count == 0)
        {
            return true;
        }

        // What was held back has its path only now.
        var matching = _hold is null ? _ready : store.Read(view =>
        {
            var matcher = new EventMatcher(filter, view);
            return _ready.FindAll(matcher.Matches);
        });
        foreach (var e in matching)
        {
            format.Write(e, _buffer);
            if (_buffer.WrittenCount >= FlushBytes && !Flush())
            {
                return false;
            }
        }

        _ready.Clear();
        return Flush();
    }

    private bool Flush()
    {
        var written = _buffer.WrittenCount == 0 || output.TryWrite(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return written;
    }
}
