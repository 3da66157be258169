using System.Text.Json;
using Dashboard.Core.Events;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Reads the events of a recording one after the other. A line that is no event is named in one sentence, skipped
/// and counted: the rest of the recording is still worth seeing.
/// </summary>
/// <param name="warn">Hears of the first bad lines, and of how many there were in the end.</param>
internal sealed class RecordingReader(Stream file, Action<string>? warn) : IDisposable
{
    /// <summary>After so many lines without one event it is some other kind of file.</summary>
    private const int MaxBadLinesBeforeFirstEvent = 1000;

    private const int MaxWarnings = 10;

    private readonly RecordingLines _lines = new(file);
    private long _events;
    private long _badLines;
    private bool _ended;

    /// <summary>The header, once the first line has been read; empty when there is none.</summary>
    public RecordingHeader Header { get; private set; } = new();

    /// <summary>Lines that could not be read. Read by other threads.</summary>
    public long BadLines => Interlocked.Read(ref _badLines);

    /// <summary>What was wrong with the first bad line.</summary>
    public string? FirstProblem { get; private set; }

    /// <summary>The next event, or null at the end.</summary>
    public LifecycleEvent? Read()
    {
        while (!_ended && (_events > 0 || _badLines < MaxBadLinesBeforeFirstEvent))
        {
            string? problem;
            try
            {
                if (!_lines.TryRead(out var line, out var isTooLong))
                {
                    break;
                }

                problem = isTooLong ? $"it is longer than {RecordingLines.MaxLineBytes >> 20} MiB" : null;
                if (problem is null && (line.IsEmpty || (_lines.Number == 1 && IsHeader(line))))
                {
                    continue;
                }

                if (problem is null && TryReadEvent(line, out var e, out problem))
                {
                    _events++;
                    return e;
                }
            }
            catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or IOException or RecordingException)
            {
                // What follows cannot be read either; what came before stands.
                _ended = true;
                Bad($"The recording ends after line {_lines.Number}: {Clause(damage.Message)}.");
                break;
            }

            Bad($"Line {_lines.Number} of the recording was skipped: {problem}.");
        }

        Summarize();
        _ended = true;
        return null;
    }

    public void Dispose() => _lines.Dispose();

    private bool IsHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonSerializer.Deserialize<RecordingHeaderLine>(line, EventJson.Options)?.Recording is { } header)
            {
                Header = header;
                return true;
            }
        }
        catch (JsonException)
        {
            // Then it is an event, or a bad line, and treated as such.
        }

        return false;
    }

    private static bool TryReadEvent(ReadOnlySpan<byte> line, out LifecycleEvent? e, out string? problem)
    {
        if (!EventJson.TryRead(line, out e, out var error))
        {
            problem = Clause(error!);
            return false;
        }

        problem = e is not (LostEvent or CensusEvent) && e.Process.Pid <= 0 ? "it does not say which process it is about" : null;
        return problem is null;
    }

    private void Bad(string sentence)
    {
        FirstProblem ??= sentence;
        if (Interlocked.Increment(ref _badLines) <= MaxWarnings)
        {
            warn?.Invoke(sentence);
        }
    }

    private void Summarize()
    {
        if (!_ended && _badLines > MaxWarnings)
        {
            warn?.Invoke($"{_badLines - MaxWarnings} more lines of the recording could not be read.");
        }
    }

    /// <summary>A foreign message as part of a sentence of ours: its first sentence, without the end.</summary>
    private static string Clause(string message)
    {
        var path = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return KernelText.Display((path > 0 ? message[..path] : message).TrimEnd('.', ' '));
    }
}
