using System.Diagnostics;
using Dashboard.Benchmarks.Memory;
using Dashboard.Benchmarks.Reporting;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>What the server uses while nothing happens and one browser shows the tree.</summary>
internal static class IdleVerb
{
    private const double MiB = 1 << 20;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("idle");
        var seconds = options.Quick ? 5 : 30;
        await using var server = await DashboardServer.Start();
        await using var chromium = await Chromium.Start(server);
        await chromium.Open(options.Page);
        // What runs once a second has run so often that it is compiled for good.
        await Task.Delay(TimeSpan.FromSeconds(options.Quick ? 10 : 120));
        var asked = Stopwatch.StartNew();
        var events = (await server.Get("/status")).GetProperty("lastSeq").GetInt64();
        // The question itself is not idle: the server compiles what it takes to answer.
        await Task.Delay(TimeSpan.FromSeconds(options.Quick ? 2 : 10));
        var threads = ProcessCost.WakeUpsByThread(server.Pid);
        var before = ProcessCost.Now(server.Pid);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var used = ProcessCost.Now(server.Pid) - before;
        var woken = ProcessCost.WakeUpsByThread(server.Pid)
            .Select(thread => (Name: thread.Key, PerSecond: (thread.Value - threads.GetValueOrDefault(thread.Key)) / used.Elapsed))
            .Where(thread => thread.PerSecond >= 0.5)
            .OrderByDescending(thread => thread.PerSecond);
        events = (await server.Get("/status")).GetProperty("lastSeq").GetInt64() - events;

        var table = report.Table(
            $"Server with one browser open, {seconds} s of an idle machine", "CPU", "wake-ups a second", "resident MiB", "of it anonymous", "events of the machine a second");
        table.Add(
            $"{used.Seconds / used.Elapsed:P2}", $"{used.WakeUps / used.Elapsed:F0}",
            $"{Footprint.ResidentNow("VmRSS", $"{server.Pid}") / MiB:F0}", $"{Footprint.ResidentNow("RssAnon", $"{server.Pid}") / MiB:F0}",
            $"{events / asked.Elapsed.TotalSeconds:F1}");
        table.Note($"Wake-ups a second by thread: {string.Join(", ", woken.Select(thread => $"{thread.Name} {thread.PerSecond:F0}"))}.");
        return report;
    }
}
