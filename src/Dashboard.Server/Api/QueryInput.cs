using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Server.Api;

/// <summary>Parses the parameters that several paths share; errors are a sentence and a hint.</summary>
internal static class QueryInput
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    private const string IdHint = "An id is PID-STARTNS, for example 4312-81734400112233; /api/v1/pids/PID lists the ids of a number.";

    public static Filter Filter(string? text)
        => Core.Filtering.Language.Filter.TryParse(text, out var filter, out var error)
            ? filter
            : throw Bad(error);

    public static int Limit(string? text)
        => text is null
            ? DefaultLimit
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
                ? limit
                : throw new BadInputException($"limit is a number from 1 to {MaxLimit}, not \"{KernelText.Display(text)}\".",
                    "Follow \"next\" to get more than one page.");

    /// <summary>An absolute time, or one before the capture's present: now, or the last event where no other can follow.</summary>
    public static Timestamp? Time(string name, string? text, Capture capture)
        => text is null
            ? null
            : TimeWords.TryParseAgo(text, out var agoNs)
                ? capture.Store.Clock.ToTimestamp(capture.NowBootNs - agoNs)
            : Timestamp.TryParse(text, out var time)
                ? time
                : throw new BadInputException($"{name} is a time, not \"{KernelText.Display(text)}\".",
                    "Write 2026-11-22T17:02:25.123456789Z, milliseconds since 1970, or a time before now such as -2m.");

    public static TimeRange Range(string? from, string? to, Capture capture)
    {
        var range = new TimeRange(Time("from", from, capture), Time("to", to, capture));
        return range is { From: { } begin, To: { } end } && begin.CompareTo(end) > 0
            ? throw new BadInputException($"from={KernelText.Display(from!)} is later than to={KernelText.Display(to!)}.", "Change the two, or leave one out.")
            : range;
    }

    public static IReadOnlySet<ProcessState>? States(string? text)
        => text is null
            ? null
            : Names(text).Select(name => name switch
            {
                "running" => ProcessState.Running,
                "zombie" => ProcessState.Zombie,
                "exited" => ProcessState.Exited,
                _ => throw new BadInputException($"There is no state \"{KernelText.Display(name)}\".",
                    "The states are running, zombie and exited; separate several by commas."),
            }).ToHashSet();

    public static ErrnoField By(string? text)
        => text is null
            ? ErrnoField.All
            : Names(text).Select(name => name switch
            {
                "errno" => ErrnoField.Errno,
                "syscall" => ErrnoField.Syscall,
                "comm" => ErrnoField.Comm,
                "path" => ErrnoField.Path,
                _ => throw new BadInputException($"Errors cannot be grouped by \"{KernelText.Display(name)}\".",
                    "by takes errno, syscall, comm and path; separate several by commas."),
            }).Aggregate((all, one) => all | one);

    public static SpawnOrder Order(string? text) => text switch
    {
        null or "starts" => SpawnOrder.Starts,
        "failed" => SpawnOrder.Failed,
        "cpu" => SpawnOrder.Cpu,
        _ => throw new BadInputException($"Spawners cannot be sorted by \"{KernelText.Display(text)}\".", "sort takes starts, failed or cpu."),
    };

    public static ProgramOrder Programs(string? text) => text switch
    {
        null or "runs" => ProgramOrder.Runs,
        "failed" => ProgramOrder.Failed,
        "cpu" => ProgramOrder.Cpu,
        "median" => ProgramOrder.Median,
        "p95" => ProgramOrder.P95,
        "sum" => ProgramOrder.Sum,
        "name" => ProgramOrder.Name,
        _ => throw new BadInputException($"Programs cannot be sorted by \"{KernelText.Display(text)}\".", "sort takes runs, failed, cpu, median, p95, sum or name."),
    };

    public static ProcessId ProcessId(string text)
        => Core.Model.ProcessId.TryParse(text, out var id)
            ? id
            : throw new BadInputException($"\"{KernelText.Display(text)}\" is not the id of a process.", IdHint);

    public static int Pid(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0
            ? pid
            : throw new BadInputException($"\"{KernelText.Display(text)}\" is not a pid.", "A pid is a whole number above 0.");

    public static long? Seq(string name, string? text)
        => text is null
            ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
                ? seq
                : throw new BadInputException($"{name} is the number of an event, not \"{KernelText.Display(text)}\".",
                    "Use the seq of the last event that you have.");

    public static ExportFormat Format(string? text) => text switch
    {
        null or "ndjson" => ExportFormat.Ndjson,
        "csv" => ExportFormat.Csv,
        _ => throw new BadInputException($"There is no format \"{KernelText.Display(text)}\".", "The formats are ndjson and csv."),
    };

    /// <summary>A filter that is too expensive is not a syntax error, so it has another status code.</summary>
    private static BadInputException Bad(FilterError error)
        => error.TooExpensive
            ? new BadInputException(
                new ApiError($"T{error.Message[1..]}.", error.Hint, error.Position, error.Length), StatusCodes.Status422UnprocessableEntity)
            : new BadInputException(new ApiError(error.Message, error.Hint, error.Position, error.Length));

    private static string[] Names(string text)
        => text.Split(',', StringSplitOptions.TrimEntries);
}
