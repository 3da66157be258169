using System.Buffers;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Server.Hosting;
using Dashboard.Server.Ingest;
using Dashboard.Server.Querying;
using Dashboard.Tracing;

namespace Dashboard.Server.Cli.Printing;

/// <summary>Runs a capture without a server: each batch is applied, filtered, formatted and written at once.</summary>
/// <remarks>
/// A slow reader of stdout blocks the writer, and the feed's own bounded buffer counts what it then drops. When memory runs
/// out, what is missing is counted, reported as a loss in the stream, and the capture goes on (<see cref="FeedLoop"/>).
/// </remarks>
/// <param name="write">Writes to stdout; false when nobody reads it any more.</param>
/// <param name="warn">Takes a sentence for stderr.</param>
/// <param name="limits">With less memory than <see cref="Limits"/>, where a cgroup leaves less; null for those.</param>
internal sealed class EventPrinter(
    CaptureSource source, Filter filter, IEventFormat format, EventPrinter.Write write, Action<string> warn, CaptureLimits? limits = null)
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

    private readonly LifecycleStore _store = source.NewCapture(limits ?? Limits).Store;
    private readonly ExecPathHold? _hold = format.NeedsPathAtEnter ? new ExecPathHold() : null;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);

    /// <summary>Copies that wait to be written. Bounded by a piece of a batch, and what was held back.</summary>
    private readonly List<LifecycleEvent> _ready = [];
    private long _lastSeq;

    /// <summary>Of the last event that was taken; null before the first.</summary>
    private Timestamp? _lastTime;

    /// <summary>Events that could not be printed for want of memory, and that no event has reported yet.</summary>
    private long _missing;

    /// <summary>Before it nothing of those is missing.</summary>
    private Timestamp? _missingFrom;

    public delegate bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>Until the feed ends, it is told to stop, or nobody reads stdout any more.</summary>
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
            // Told to stop, or the duration is over.
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
            // After a shortage there may be no memory for this either: then the batch counts as missing.
            TakeMissing();

            // In pieces that the history holds whole: then none is evicted before it was read.
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
            // What of a piece was not taken in the store has noted; the pieces behind it nobody else does.
            _store.NoteLost(batch, given, _lastTime);
            throw;
        }

        // Time has passed, also when nothing came.
        _hold?.ReleaseOverdue(_store.Clock.NowBootNs, _ready);
        return PrintReady();
    }

    /// <summary>
    /// What memory has cost is an event of its own, so it is printed like any other: behind what was applied before and
    /// could not be copied then.
    /// </summary>
    private void TakeMissing()
    {
        TakeNew();
        if (_missing > 0 || _store.HasUntoldLoss)
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

    /// <summary>Copies what is new: the history uses its objects again.</summary>
    private void Take(StoreView view)
    {
        if (view.Events.FirstSeq - 1 is var evicted && evicted > _lastSeq)
        {
            // To free memory, before they were copied.
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
            // What was held back has its path only now.
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
            // Half a line is none.
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
