using Dashboard.Core.Events;
using Dashboard.Core.Feeds;

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
    private LifecycleEvent? _next;
    private LifecycleEvent? _before;
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
            AttachedAt = header.AttachedAt ?? first.Time,
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
    public static ReplayFeed Open(string path, Action<string>? warn = null)
    {
        // Warnings wait until it is known that the file is a recording at all: one sentence is enough when not.
        var early = new List<string>();
        var opened = false;
        RecordingReader? reader = null;
        try
        {
            reader = new RecordingReader(RecordingFile.Open(path), Report);
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
        var batch = new List<LifecycleEvent>(BatchSize);
        while (_next is not null)
        {
            batch.Clear();
            for (var bytes = 0; _next is not null && batch.Count < BatchSize && bytes < BatchBytes; bytes += EventSize.WithArguments(_before!))
            {
                TellBadLines(batch, _before ?? _next);
                batch.Add(_before = _next);
                _next = _reader.Read();
            }

            if (_next is null)
            {
                TellBadLines(batch, _before!);
            }

            yield return batch;
            cancellation.ThrowIfCancellationRequested();
        }

        _ended = true;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lines that could not be read are a hole in the story, so the story says so where it is.</summary>
    private void TellBadLines(List<LifecycleEvent> batch, LifecycleEvent near)
    {
        var count = _reader.BadLines - _toldBadLines;
        if (count > 0)
        {
            _toldBadLines += count;
            batch.Add(new LostEvent { Time = near.Time, BootNs = near.BootNs, Count = count, Cause = UnreadableLine });
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
