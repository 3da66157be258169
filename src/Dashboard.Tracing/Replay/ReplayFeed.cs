using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Delivers a recording: NDJSON of the dashboard's events (<see cref="EventJson"/>), gzip or plain, as fast as the consumer
/// reads. Needs no privileges and no Linux.
/// </summary>
/// <remarks>The clock of a replay stays at the last event: <c>new CaptureClock(Status.BootEpochUnixNs, null)</c>.</remarks>
public sealed class ReplayFeed : IEventFeed
{
    /// <summary>The loss cause of bad lines in <see cref="FeedStatus.Lost"/>.</summary>
    public const string UnreadableLine = "unreadable line";

    private const int BatchSize = 1000;

    /// <summary>The same in bytes of events: a line may have 1 MiB, and all events of a batch are in memory.</summary>
    private const int BatchBytes = 2 << 20;

    private readonly RecordingReader _reader;
    private readonly Redactor? _redactor;

    /// <summary>Reused for all batches. Bounded by BatchSize and BatchBytes, and a loss for each event.</summary>
    private readonly List<LifecycleEvent> _batch = new(BatchSize);
    private int _batchBytes;

    /// <summary>The list holds events that were not delivered, because memory ran out while it was filled.</summary>
    private bool _isPending;

    /// <summary>An event that was read and is not yet in a batch.</summary>
    private LifecycleEvent? _next;
    private LifecycleEvent? _before;
    private bool _isAtEnd;
    private readonly FeedStatus _opened;
    private volatile bool _ended;
    private long _reportedBadLines;

    private ReplayFeed(RecordingReader reader, LifecycleEvent first, string path, Redactor? redactor)
    {
        _reader = reader;
        _redactor = redactor;
        var header = reader.Header;
        _next = Redact(first);
        _opened = new FeedStatus
        {
            Source = FeedSource.Replay,
            Kernel = header.Kernel,
            BootId = header.BootId,
            PidMax = header.PidMax,
            // If the first event sets the clock, the time before.
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

    /// <summary>Opens a recording and reads up to its first event.</summary>
    /// <param name="warn">Called with one sentence for each of the first ten lines that are skipped.</param>
    /// <param name="redaction">What is a secret in what was recorded; null to redact nothing.</param>
    /// <exception cref="RecordingException">The file is missing, not readable, or has no event: one sentence.</exception>
    public static ReplayFeed Open(string path, Action<string>? warn = null, RedactionRules? redaction = null)
        => Open(RecordingFile.Open(path), path, warn, redaction);

    /// <param name="file">A seekable stream; closed with the feed.</param>
    internal static ReplayFeed Open(Stream file, string path, Action<string>? warn = null, RedactionRules? redaction = null)
    {
        // Warnings wait until the file is known to be a recording; otherwise the exception's sentence is enough.
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
                return new ReplayFeed(reader, first, path, redaction is null ? null : Redactor.For(redaction));
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
    /// False at the end. Memory may run out anywhere in here; the next call continues at the same place with the events that
    /// are already in the list.
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
            ReportBadLines(_before ?? e);
            _batch.Add(e);
            _batchBytes += EventSize.WithArguments(e);
            (_before, _next) = (e, null);
        }

        if (_isAtEnd)
        {
            ReportBadLines(_before!);
        }

        return _batch.Count > 0;
    }

    private LifecycleEvent? ReadNext()
    {
        var e = _isAtEnd ? null : _reader.Read();
        _isAtEnd = e is null;
        return e is null ? null : Redact(e);
    }

    private LifecycleEvent Redact(LifecycleEvent e) => _redactor is null ? e : EventRedaction.Apply(e, _redactor);

    /// <summary>Reports unreadable lines as a loss at their place.</summary>
    private void ReportBadLines(LifecycleEvent near)
    {
        var count = _reader.BadLines - _reportedBadLines;
        if (count > 0)
        {
            _batch.Add(new LostEvent { Time = near.Time, BootNs = near.BootNs, Count = count, Cause = UnreadableLine });
            _reportedBadLines += count;
        }
    }

    /// <summary>The name of demo.ndjson.gz is "demo".</summary>
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
