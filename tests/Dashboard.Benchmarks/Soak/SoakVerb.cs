using System.Diagnostics;
using System.Text.Json;
using Dashboard.Benchmarks.Memory;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Viewers;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Soak;

/// <summary>
/// Does the server grow for as long as it runs? Full tables, 300 forks a second, one page and one subscriber; what is
/// reachable after a full collection decides, because resident memory also follows the collector's own plans.
/// </summary>
internal static class SoakVerb
{
    private const int ForksPerSecond = 300;
    private const double MiB = 1 << 20;

    /// <summary>Of the end: what comes before may still be filling.</summary>
    private static readonly TimeSpan Judged = TimeSpan.FromMinutes(20);

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("soak");
        var length = options.Quick ? TimeSpan.FromMinutes(2) : options.Hours is { } hours ? TimeSpan.FromHours(hours) : TimeSpan.FromMinutes(30);
        var pause = TimeSpan.FromSeconds(options.Quick ? 10 : 30);
        await using var server = await DashboardServer.Start();
        await using var chromium = await Chromium.Start(server);
        await chromium.Open(options.Page);
        await using var subscriber = await Subscriber.Connect(server);
        await Fill(server);

        await using var pace = Workload.StartPace(ForksPerSecond, (int)length.TotalSeconds);
        var running = Stopwatch.StartNew();
        var samples = new List<SoakSample>();
        while (running.Elapsed + pause < length)
        {
            await Task.Delay(pause);
            subscriber.Take();
            samples.Add(await SoakSample.Of(server, running.Elapsed));
        }

        await Workload.Ended(pace);
        var lost = (await server.Get("/status")).GetProperty("lost");
        AddCourse(report, samples);
        AddSlopes(report, [.. samples.Where(sample => sample.At >= length - Judged)], lost.GetRawText());
        return report;
    }

    /// <summary>More exits than the table keeps, so that what grows afterwards is not the table.</summary>
    private static async Task Fill(DashboardServer server)
    {
        await using var storm = Workload.StartStorm(220_000, 50_000, 2, "/no/such/soak");
        await Workload.Ended(storm);
        await Eventually.True(
            async () => (await server.Get("/status")).GetProperty("lagMs") is not { ValueKind: JsonValueKind.Number } lag || lag.GetInt64() < 1_000,
            "the storm is taken in");
    }

    private static void AddCourse(Report report, List<SoakSample> samples)
    {
        var table = report.Table(
            $"{ForksPerSecond} vfork+exec+exit a second, full tables, one page and one subscriber of the hub",
            "minutes", "live managed MiB", "resident MiB", "anonymous MiB", "descriptors", "threads");
        // Some ten rows, whatever the length.
        foreach (var sample in samples.Where((_, i) => i % Math.Max(1, samples.Count / 10) == 0 || i == samples.Count - 1))
        {
            table.Add(
                $"{sample.At.TotalMinutes:F1}", $"{sample.LiveBytes / MiB:F2}", $"{sample.ResidentBytes / MiB:F1}",
                $"{sample.AnonymousBytes / MiB:F1}", $"{sample.Descriptors}", $"{sample.Threads}");
        }

        table.Note("Live: reachable in the second of two full collections that the benchmark asks for, so the collector is less lazy here than usual.");
    }

    private static void AddSlopes(Report report, List<SoakSample> samples, string lost)
    {
        var table = report.Table(
            $"Growth over the last {samples[^1].At.TotalMinutes - samples[0].At.TotalMinutes:F0} minutes, {samples.Count} samples",
            "what", "a minute", "95 % confidence interval", "distinct from zero");
        AddSlope(table, samples, "live managed KiB", sample => sample.LiveBytes / 1024.0);
        AddSlope(table, samples, "resident KiB", sample => sample.ResidentBytes / 1024.0);
        AddSlope(table, samples, "anonymous KiB", sample => sample.AnonymousBytes / 1024.0);
        AddSlope(table, samples, "descriptors", sample => sample.Descriptors);
        AddSlope(table, samples, "threads", sample => sample.Threads);
        table.Note($"A straight line through the samples, by least squares. Lost: {lost}.");
    }

    private static void AddSlope(MarkdownTable table, List<SoakSample> samples, string what, Func<SoakSample, double> value)
    {
        var slope = Slope.Of([.. samples.Select(sample => sample.At.TotalMinutes)], [.. samples.Select(value)]);
        table.Add(
            what, $"{slope.PerUnit:+0.00;-0.00;0.00}", $"{slope.PerUnit - slope.Margin:+0.00;-0.00;0.00} to {slope.PerUnit + slope.Margin:+0.00;-0.00;0.00}",
            slope.IsDistinctFromZero ? "yes" : "no");
    }
}
