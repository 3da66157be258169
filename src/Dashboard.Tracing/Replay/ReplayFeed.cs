using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Delivers a recording: NDJSON of our own events (<see cref="EventJson"/>), gzip or plain, as fast as the reader
/// takes it. Needs no privileges and no Linux.
/// </summary>
/// <remarks>The clock of a replay stands still at the last event: <c>new CaptureClock(Status.BootEpochUnixNs, null)</c>.</remarks>
public sealed class ReplayFeed : IEventFeed
{
    /// <summary>The cause under which bad lines are counted in <see cref="FeedStatus.Lost"/>.</summary>
    public const string UnreadableLine = "unreadable line";

    private const int BatchSize = 1000;

    /// <summary>The same in bytes of events: a line may be 1 MiB long, and all of a batch are in memory at one time.</summary>
    private const int BatchBytes = 2 << 20;

    private readonly RecordingReader _reader;

    /// <summary>One list for all batches. Bounded by BatchSize and BatchBytes, and a loss for each event.</summary>
    private readonly List<LifecycleEvent> _batch = new(BatchSize);
    private int _batchBytes;

    /// <summary>What is in the list has not been delivered: memory ran out while it was filled.</summary>
    private bool _isPending;

    /// <summary>Read, and not in a batch yet.</summary>
    private LifecycleEvent? _next;
    private LifecycleEvent? _before;
    private bool _isAtEnd;
    private readonly FeedStatus _opened;
    private volatile bool _ended;
    private long _toldBadLines;

    private ReplayFeed(RecordingReader reader, LifecycleEvent first, string path)
    {
        _reader = reader;
        var header = reader.Header;
        _next = first;
        _opened = new FeedStatus
        {
            Source = "replay",
            Kernel = header.Kernel,
            BootId = header.BootId,
            PidMax = header.PidMax,
            // Of a clock that was set right then, the time before.
            AttachedAt = header.AttachedAt ?? (first is ClockEvent ? new Timestamp(first.BootNs + reader.EpochUnixNs) : first.Time),
            BootEpochUnixNs = reader.EpochUnixNs,
            RecordingName = header.Name ?? NameOf(path),
        };
    }

    public FeedStatus Status
    {
        get
        {
            var bad = _reader.BadLines;
            return _opened with
            {
                Ended = _ended,
                Progress = _ended ? 1 : _reader.Progress,
                Problems = bad == 0 ? [] : _reader.Problems,
                Lost = bad == 0 ? _opened.Lost : new Dictionary<string, long> { [UnreadableLine] = bad },
            };
        }
    }

    /// <summary>Opens a recording and reads as far as its first event.</summary>
    /// <param name="warn">Called with one sentence for each line that is skipped (the first ten).</param>
    /// <exception cref="RecordingException">No such file, not readable, or no event in it: one sentence.</exception>
    public static ReplayFeed Open(string path, Action<string>? warn = null) => Open(RecordingFile.Open(path), path, warn);

    /// <param name="file">One that can be sought in; closed with the feed.</param>
    internal static ReplayFeed Open(Stream file, string path, Action<string>? warn = null)
    {
        // Warnings wait until it is known that the file is a recording at all: one sentence is enough when not.
        var early = new List<string>();
        var opened = false;
        RecordingReader? reader = null;
        try
        {
            reader = new RecordingReader(file, Report);
            if (reader.Read() is { } first)
            {
                opened = true;
                early.ForEach(Report);
                return new ReplayFeed(reader, first, path);
            }

            var shown = KernelText.Display(path);
            throw new RecordingException(reader.Problems is [var problem, ..]
                ? $"{shown} holds no event that can be read: {char.ToLowerInvariant(problem[0])}{problem[1..]}"
                : $"{shown} holds no event: record one with `dashboard events > FILE`.");
        }
        catch
        {
            reader?.Dispose();
            throw;
        }

        void Report(string sentence)
        {
            if (opened)
            {
                warn?.Invoke(sentence);
            }
            else
            {
                early.Add(sentence);
            }
        }
    }

    public IEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatches(CancellationToken cancellation)
    {
        while (FillBatch())
        {
            _isPending = false;
            yield return _batch;
            cancellation.ThrowIfCancellationRequested();
        }

        _ended = true;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// False at the end. Memory may run out anywhere in here: then the next call goes on where this one stopped, with what
    /// is in the list already.
    /// </summary>
    private bool FillBatch()
    {
        if (!_isPending)
        {
            _batch.Clear();
            (_batchBytes, _isPending) = (0, true);
        }

        while (_batch.Count < BatchSize && _batchBytes < BatchBytes && (_next ??= ReadNext()) is { } e)
        {
            TellBadLines(_before ?? e);
            _batch.Add(e);
            _batchBytes += EventSize.WithArguments(e);
            (_before, _next) = (e, null);
        }

        if (_isAtEnd)
        {
            TellBadLines(_before!);
        }

        return _batch.Count > 0;
    }

    private LifecycleEvent? ReadNext()
    {
        var e = _isAtEnd ? null : _reader.Read();
        _isAtEnd = e is null;
        return e;
    }

    /// <summary>Lines that could not be read are a hole in the story, so the story says so where it is.</summary>
    private void TellBadLines(LifecycleEvent near)
    {
        var count = _reader.BadLines - _toldBadLines;
        if (count > 0)
        {
            _batch.Add(new LostEvent { Time = near.Time, BootNs = near.BootNs, Count = count, Cause = UnreadableLine });
            _toldBadLines += count;
        }
    }

    /// <summary>demo.ndjson.gz is called "demo".</summary>
    private static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var ending in (string[])[".gz", ".ndjson", ".jsonl", ".json"])
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name;
    }
}
