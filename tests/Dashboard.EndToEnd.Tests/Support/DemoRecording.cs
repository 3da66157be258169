using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// Facts of the bundled recording, read from it: it may be recorded again (scripts/record-demo.sh), with other pids and
/// times.
/// </summary>
internal static class DemoRecording
{
    public static string File { get; } = Path.Combine(Repository.Root, "src", "Dashboard.Server", "Recordings", "demo.ndjson.gz");

    private static readonly Lazy<List<JsonElement>> AllEvents = new(Read);

    public static IReadOnlyList<JsonElement> Events => AllEvents.Value;

    /// <summary>The id of the build's make.</summary>
    public static string Make { get; } = IdOf(Events.First(e => Is(e, "exec.exit", "make")));

    /// <summary>The lives of the pid that pid_reuse used three times, oldest first.</summary>
    public static IReadOnlyList<string> Reused { get; } = [.. Events.Where(e => Is(e, "fork", "pid_reuse")).GroupBy(PidOf).First(g => g.Count() == 3).Select(IdOf)];

    /// <summary>An orphan, and the parent that left it.</summary>
    public static (int Left, int Between) Orphans { get; } = FindOrphans();

    /// <summary>The pid of the process that ran a program of the tour.</summary>
    public static int PidOfProgram(string comm) => PidOf(Events.First(e => Is(e, "exec.exit", comm)));

    public static string IdOfProgram(string comm) => IdOf(Events.First(e => Is(e, "exec.exit", comm)));

    public static int ProcessesThatRan(string comm) => Events.Count(e => Is(e, "exec.exit", comm) && e.GetProperty("ret").GetInt64() == 0);

    /// <summary>Time of a failed exec that was not a lookup.</summary>
    public static DateTime Failure { get; } = TimeOf(Events.First(e => Is(e, "exec.exit", "exec_missing") && e.GetProperty("ret").GetInt64() < 0));

    public static DateTime BirthOf(string id) => TimeOf(Events.First(e => e.GetProperty("kind").GetString() == "fork" && IdOf(e) == id));

    public static DateTime EndOf(string id) => TimeOf(Events.First(e => e.GetProperty("kind").GetString() == "exit" && IdOf(e) == id));

    public static DateTime LastOf(string comm) => TimeOf(Events.Last(e => e.GetProperty("comm").GetString() == comm));

    private static List<JsonElement> Read()
    {
        using var lines = new StreamReader(new GZipStream(System.IO.File.OpenRead(File), CompressionMode.Decompress));
        var events = new List<JsonElement>();
        while (lines.ReadLine() is { } line)
        {
            events.Add(JsonDocument.Parse(line).RootElement);
        }

        return events;
    }

    private static (int Left, int Between) FindOrphans()
    {
        var adopted = Events.First(e => Is(e, "exit", "orphan") && e.TryGetProperty("adopter", out var adopter) && adopter.ValueKind == JsonValueKind.Object);
        return (PidOf(Events.First(e => Is(e, "fork", "orphan") && e.GetProperty("parent").GetString() == IdOf(adopted))), PidOf(adopted));
    }

    private static bool Is(JsonElement e, string kind, string comm) => e.GetProperty("kind").GetString() == kind && e.GetProperty("comm").GetString() == comm;

    private static string IdOf(JsonElement e) => e.GetProperty("process").GetString()!;

    private static int PidOf(JsonElement e) => e.GetProperty("pid").GetInt32();

    private static DateTime TimeOf(JsonElement e) => DateTime.Parse(e.GetProperty("time").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
