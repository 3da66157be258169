using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Benchmarks.Reporting;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Front;

/// <summary>How long /status takes while clients ask the dearest questions that are allowed, of a full table.</summary>
internal static class FrontVerb
{
    /// <summary>As many as the worker answers and lets wait.</summary>
    private const int Clients = 5;

    /// <summary>A line as a compiler has it: the storm's own programs have one short argument.</summary>
    private const string Arguments = "\"args\":[\"-quiet\",\"-imultiarch\",\"x86_64-linux-gnu\",\"-D_GNU_SOURCE\",\"abbaabab.c\",\"-O2\",\"-o\",\"/tmp/abbaabab.s\",";

    private static readonly (string Name, string Filter)[] Questions =
    [
        ("4 patterns that grow", Joined(4, i => $"args~\"(a|b|ab)*[^x]{{0,40}}q{i}\"")),
        ("30 pairs of words", Joined(30, i => $"(w{i} v{i})")),
        ("500 words", Joined(500, i => $"w{i}")),
        ("one word", "is:running"),
        ("90 patterns that grow", Joined(90, i => $"args~\"(a|b|ab)*[^x]{{0,40}}q{i}\"")),
    ];

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("front");
        var processes = options.Quick ? 20_000 : 200_000;
        var seconds = options.Quick ? 5 : 20;
        await using var recording = await WrittenRecording.Of(
            Recordings.Storm(processes, withFailedExecs: true).Select(line => line.Replace("\"args\":[", Arguments, StringComparison.Ordinal)));
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await Eventually.True(
            async () => (await server.Get("/status")).GetProperty("processes").GetProperty("exited").GetInt64() >= processes,
            "the recording is loaded");

        var table = report.Table(
            $"/status while {Clients} clients ask without a pause, {processes:N0} processes, {seconds} s each",
            "question", "answers", "answer, median s", "/status p50 ms", "p99 ms", "worst ms");
        foreach (var (name, filter) in Questions)
        {
            var (status, answers, took) = await Ask(server, $"/api/v1/processes?limit=1&filter={Uri.EscapeDataString(filter)}", seconds);
            table.Add(
                name, string.Join(", ", answers.OrderBy(a => a.Key).Select(a => $"{a.Value} × {a.Key}")), $"{took.Median:F2}",
                $"{status.Median:F1}", $"{status.P99:F1}", $"{status.Worst:F1}");
        }

        return report;
    }

    private static async Task<(Samples Status, ConcurrentDictionary<int, int> Answers, Samples Took)> Ask(DashboardServer server, string question, int seconds)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var answers = new ConcurrentDictionary<int, int>();
        var took = new ConcurrentBag<double>();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var asked = Stopwatch.GetTimestamp();
                using var answer = await server.Http.GetAsync(question);
                answers.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
                took.Add(Stopwatch.GetElapsedTime(asked).TotalSeconds);
            }
        })).ToList();
        var status = new List<double>();
        while (!end.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            await server.Get("/status");
            status.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            // The load of a page that asks often: as fast as possible would measure itself.
            await Task.Delay(10);
        }

        await Task.WhenAll(clients);
        return (new Samples(status), answers, new Samples(took));
    }

    private static string Joined(int count, Func<int, string> term) => string.Join(" or ", Enumerable.Range(0, count).Select(term));
}
