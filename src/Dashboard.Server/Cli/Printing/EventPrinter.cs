using System.Buffers;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Server.Hosting;
using Dashboard.Server.Ingest;
using Dashboard.Server.Querying;
using Dashboard.Tracing;

namespace Dashboard.Server.Cli.Printing;

/// <summary>Runs a capture without a server: each batch is applied, filtered, formatted and written at once.</summary>
/// <remarks>
/// A slow reader of stdout blocks the writer; the feed's own bounded buffer then counts what it drops. When memory runs
/// out, the missing events are counted and reported as a loss in the stream, and the capture goes on (<see cref="FeedLoop"/>).
/// </remarks>
/// <param name="write">Writes to stdout; false when its reader has closed it.</param>
/// <param name="warn">Writes a sentence to stderr.</param>
/// <param name="limits">Smaller limits for a cgroup with less memory; null for <see cref="Limits"/>.</param>
internal sealed class EventPrinter(
    CaptureSource source, Filter filter, IEventFormat format, EventPrinter.Write write, Action<string> warn, CaptureLimits? limits = null)
{
    /// <summary>A short history: events are printed batch by batch, and filters need processes only.</summary>
    public static readonly CaptureLimits Limits = new()
    {
        Events = 16_384,
        ExitedProcesses = 20_000,
        LiveProcesses = CaptureSource.MaxLiveOfRecording,
        MemoryBytes = 100_000_000,
    };

    /// <summary>Approximate size of one write when a batch is larger, as in a replay.</summary>
    private const int FlushBytes = 1 << 16;

    private readonly LifecycleStore _store = source.NewCapture(limits ?? Limits).Store;
    private readonly ExecPathHold? _hold = format.NeedsPathAtEnter ? new ExecPathHold() : null;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);

    /// <summary>Copies that wait to be written. Bounded by one piece of a batch plus the events in <see cref="ExecPathHold"/>.</summary>
    private readonly List<LifecycleEvent> _ready = [];
    private long _lastSeq;

    /// <summary>Time of the last event that was taken; null before the first.</summary>
    private Timestamp? _lastTime;

    /// <summary>Events that could not be printed for lack of memory, and are not yet reported as a loss.</summary>
    private long _missing;

    /// <summary>Time of the last event before the missing ones.</summary>
    private Timestamp? _missingFrom;

    public delegate bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>Runs until the feed ends, it is cancelled, or the reader of stdout closes it.</summary>
    public Task RunAsync(CancellationToken stop) => FeedThread.Run(() => Run(stop, FeedLoop.UsualPause));

    internal void Run(CancellationToken stop, TimeSpan pause)
    {
        try
        {
            if (!new FeedLoop(source.Feed, _store, pause).Run(Print, OnShortage, stop))
            {
                return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Cancelled, or the duration is over.
        }

        TakeMissing();
        _hold?.ReleaseAll(_ready);
        PrintReady();
    }

    private void OnShortage(OutOfMemoryException problem)
        => warn("Memory ran out. The capture goes on; what is missing is counted as lost, with the cause \"out of memory\".");

    private bool Print(IReadOnlyList<LifecycleEvent> batch)
    {
        var given = 0;
        try
        {
            // After a shortage this may run out of memory again; then the batch counts as missing.
            TakeMissing();

            // In pieces that fit into the history, so that no event is evicted before it is read.
            IEnumerable<IReadOnlyList<LifecycleEvent>> pieces = batch.Count <= Limits.Events ? [batch] : batch.Chunk(Limits.Events);
            foreach (var piece in pieces)
            {
                given += piece.Count;
                _store.Apply(piece, source.Feed.Pool);
                TakeNew();
                if (!PrintReady())
                {
                    return false;
                }
            }
        }
        catch (OutOfMemoryException)
        {
            // What of a piece was not taken in the store has noted; the pieces after it are counted here.
            _store.NoteLost(batch, given, _lastTime);
            throw;
        }

        // Time passes without events, too.
        _hold?.ReleaseOverdue(_store.Clock.NowBootNs, _ready);
        return PrintReady();
    }

    /// <summary>
    /// A memory shortage is reported as an event of its own, printed after the events that were applied before it and
    /// could not be copied then.
    /// </summary>
    private void TakeMissing()
    {
        TakeNew();
        if (_missing > 0 || _store.HasUnreportedLoss)
        {
            _store.Lose(_missing, _missingFrom);
            (_missing, _missingFrom) = (0, null);
            TakeNew();
        }
    }

    private void Miss(long count, Timestamp? from)
    {
        _missingFrom = _missing == 0 ? from : _missingFrom;
        _missing += count;
    }

    private void TakeNew() => _store.Read(view =>
    {
        Take(view);
        return true;
    });

    /// <summary>Copies the new events, because the history reuses its objects.</summary>
    private void Take(StoreReader view)
    {
        if (view.Events.FirstSeq - 1 is var evicted && evicted > _lastSeq)
        {
            // Evicted for lack of memory before they were copied.
            Miss(evicted - _lastSeq, _lastTime);
            _lastSeq = evicted;
        }

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

            (_lastSeq, _lastTime) = (held.Seq, held.Event.Time);
        }
    }

    private bool PrintReady()
    {
        if (_ready.Count == 0)
        {
            return true;
        }

        if (_hold is not null)
        {
            // Events that waited for a path have it only now.
            _store.Read(view => _ready.RemoveAll(Unwanted(new EventMatcher(filter, view))));
        }

        var done = 0;
        try
        {
            while (done < _ready.Count)
            {
                Append(_ready[done++]);
                if (_buffer.WrittenCount >= FlushBytes && !Flush())
                {
                    return false;
                }
            }
        }
        finally
        {
            _ready.RemoveRange(0, done);
        }

        return Flush();
    }

    private static Predicate<LifecycleEvent> Unwanted(EventMatcher matcher) => e => !matcher.Matches(e);

    private void Append(LifecycleEvent e)
    {
        var whole = _buffer.WrittenCount;
        try
        {
            format.Write(e, _buffer);
        }
        catch (OutOfMemoryException)
        {
            // An incomplete line is discarded.
            Miss(1, e.Time);
            write(_buffer.WrittenSpan[..whole]);
            _buffer.ResetWrittenCount();
            throw;
        }
    }

    private bool Flush()
    {
        var written = _buffer.WrittenCount == 0 || write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return written;
    }
}
