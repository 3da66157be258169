using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Reads the events of a recording. A line that is not an event is reported in one sentence, skipped and counted, because
/// the rest of the recording is still useful.
/// </summary>
/// <param name="warn">Called for the first problems, and at the end with their number.</param>
internal sealed class RecordingReader(Stream file, Action<string>? warn) : IDisposable
{
    /// <summary>After this many lines without an event the file is not a recording.</summary>
    private const int MaxLinesBeforeFirstEvent = 1000;

    private const long MaxSkippedBeforeFirstEvent = 64L << 20;

    /// <summary>Bound of <see cref="Problems"/>.</summary>
    private const int MaxProblems = 10;

    /// <summary>Number of events from which the time of the recording is derived.</summary>
    private const int MaxAhead = 64;
    private const int MaxAheadBytes = 4 << 20;

    private const string NoMemory = "there was no memory for it";

    private readonly long _fileBytes = file.Length;
    private readonly RecordingLines _lines = new(file);

    /// <summary>Lines read before the first call of Read. At most MaxAhead events and the bad lines among them.</summary>
    private readonly Queue<RecordedLine> _ahead = new();
    private readonly List<string> _problems = [];
    private RecordingTimes? _times;
    private bool _hasEvents;
    private long _badLines;
    private bool _ended;

    /// <summary>The number of the last line that was processed.</summary>
    private long _doneLines;
    private bool _summarized;
    private long _position;

    /// <summary>The header, after the first line was read; empty when there is none.</summary>
    public RecordingHeader Header { get; private set; } = new();

    /// <summary>Wall clock minus CLOCK_BOOTTIME, after the first event was read.</summary>
    public long EpochUnixNs => _times?.EpochUnixNs ?? 0;

    /// <summary>Number of unreadable lines. Read by other threads.</summary>
    public long BadLines => Interlocked.Read(ref _badLines);

    /// <summary>Errors of the first bad lines. Read by other threads.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_problems)
            {
                return [.. _problems];
            }
        }
    }

    /// <summary>The part of the file that was read, 0 to 1. Read by other threads.</summary>
    public double Progress => _fileBytes == 0 ? 1 : Math.Min(1, (double)Interlocked.Read(ref _position) / _fileBytes);

    /// <summary>The next event, or null at the end.</summary>
    public LifecycleEvent? Read()
    {
        if (_times is null)
        {
            ReadAhead();
        }

        while (Next() is { } line)
        {
            var problem = line.Problem;
            if (line.Event is not null && Complete(line.Event, ref problem) is { } e)
            {
                return e;
            }

            Bad(line, problem);
        }

        Summarize();
        return null;
    }

    public void Dispose() => _lines.Dispose();

    private LifecycleEvent? Complete(LifecycleEvent e, ref string? problem)
    {
        try
        {
            var whole = _times!.Complete(e);
            problem = _times.ProblemOf(whole) ?? EventSense.ProblemOf(whole);
            if (problem is null && whole is ClockEvent set)
            {
                _times.Follow(set);
            }

            return problem is null ? whole : null;
        }
        catch (OutOfMemoryException)
        {
            problem = NoMemory;
            return null;
        }
    }

    private void ReadAhead()
    {
        var events = new List<LifecycleEvent>();
        var bytes = 0;
        while (events.Count < MaxAhead && bytes < MaxAheadBytes && ReadLine() is { } line)
        {
            _ahead.Enqueue(line);
            if (line.Event is not null)
            {
                events.Add(line.Event);
                bytes += EventSize.WithArguments(line.Event);
            }
            else if (_ahead.Count >= MaxLinesBeforeFirstEvent)
            {
                break;
            }
        }

        _times = new RecordingTimes(Header, events);
    }

    private RecordedLine? Next() => _ahead.TryDequeue(out var line) ? line : ReadLine();

    /// <summary>The next line that is not empty; null at the end.</summary>
    private RecordedLine? ReadLine()
    {
        if (_lines.Number > _doneLines)
        {
            // Memory ran out after the line was read.
            return Done(new RecordedLine(_lines.Number, null, NoMemory));
        }

        try
        {
            while (!_ended && _lines.TryRead(_hasEvents ? long.MaxValue : MaxSkippedBeforeFirstEvent, out var line, out var isTooLong))
            {
                Interlocked.Exchange(ref _position, file.Position);
                var number = _lines.Number;
                if (isTooLong)
                {
                    return Done(new RecordedLine(number, null, $"it is longer than {RecordingLines.MaxLineBytes >> 20} MiB"));
                }

                if (!line.IsEmpty && !(number == 1 && IsHeader(line)))
                {
                    var isEvent = TryRead(line, out var e, out var problem);
                    _hasEvents |= isEvent;
                    _ended = !_hasEvents && number >= MaxLinesBeforeFirstEvent;
                    return Done(new RecordedLine(number, e, problem));
                }

                if (!_hasEvents && number >= MaxLinesBeforeFirstEvent)
                {
                    _ended = true;
                    return Done(new RecordedLine(number, null, "none of the lines before is an event", IsEnd: true));
                }

                _doneLines = number;
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException or RecordingException)
        {
            // Later lines cannot be read; earlier ones stay valid.
            _ended = true;
            return Done(new RecordedLine(_lines.Number, null, KernelText.Display(damage.Message.TrimEnd('.')), IsEnd: true));
        }

        _ended = true;
        return null;
    }

    private RecordedLine Done(RecordedLine line)
    {
        _doneLines = line.Number;
        return line;
    }

    private static bool TryRead(ReadOnlySpan<byte> line, out LifecycleEvent? e, out string? problem)
    {
        try
        {
            return EventJson.TryRead(line, out e, out problem);
        }
        catch (OutOfMemoryException)
        {
            (e, problem) = (null, NoMemory);
            return false;
        }
    }

    private bool IsHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonSerializer.Deserialize<RecordingHeaderLine>(line, EventJson.Options)?.Recording is { } header)
            {
                Header = header with { PidMax = header.PidMax is > 0 ? header.PidMax : null };
                return true;
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NotSupportedException)
        {
            // Not a header: the line is handled as an event or as a bad line.
        }

        return false;
    }

    /// <summary>Counts first: there may be no memory for the sentence.</summary>
    private void Bad(RecordedLine line, string? problem)
    {
        if (Interlocked.Increment(ref _badLines) > MaxProblems)
        {
            return;
        }

        var sentence = line.IsEnd
            ? $"The recording ends after line {line.Number}: {problem}."
            : $"Line {line.Number} of the recording was skipped: {problem}.";
        lock (_problems)
        {
            _problems.Add(sentence);
        }

        warn?.Invoke(sentence);
    }

    private void Summarize()
    {
        if (!_summarized && _badLines > MaxProblems)
        {
            warn?.Invoke($"{_badLines - MaxProblems} more lines of the recording could not be read.");
        }

        _summarized = true;
    }
}
