using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Viewers;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Latency;

/// <summary>How old an event is when a program has it, and when a person can see it.</summary>
internal static class LatencyVerb
{
    /// <summary>fork, enter, exit of exec, exit, reap.</summary>
    public const int EventsPerCycle = 5;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("latency");
        var table = report.Table(
            "From the kernel's time stamp, one subscriber of the hub and one page of events",
            "server", "events a second", "hub events", "hub p50 ms", "hub p99 ms", "skipped", "rows drawn", "pixels p50 ms", "pixels p99 ms", "page's main thread busy");
        await using var server = await DashboardServer.Start();
        await using var subscriber = await Subscriber.Connect(server);
        await using var chromium = await Chromium.Start(server);
        var page = await chromium.Open("/events");
        await page.Page.GetByTestId("event-row").First.WaitForAsync();
        var pixels = await PixelWatch.Start(page);
        // One slow drawing is the p99 of ten seconds: the warm rows are longer.
        foreach (var (state, rate, seconds) in options.Quick
            ? [("just started", 10, 10), ("just started", 10_000, 4)]
            : new[] { ("just started", 10, 30), ("just started", 10_000, 10), ("warm", 10, 60), ("warm", 10_000, 40) })
        {
            subscriber.Take();
            await pixels.Take();
            await page.MeasureBusy();
            await using var pace = Workload.StartPace(rate / EventsPerCycle, seconds);
            await Workload.Ended(pace);
            var busy = await page.BusyShare();
            var (hub, events, skipped) = subscriber.Take();
            var drawn = await pixels.Take();
            if (hub.Count == 0 || drawn.Count == 0)
            {
                report.Fail($"At {rate} events a second {hub.Count} came through the hub and {drawn.Count} rows were drawn.");
                continue;
            }

            var (atHub, atPixels) = (new Samples(hub), new Samples(drawn));
            table.Add(
                state, $"{rate:N0}", $"{events:N0}", $"{atHub.Median:F1}", $"{atHub.P99:F1}", $"{skipped:N0}",
                $"{atPixels.Count:N0}", $"{atPixels.Median:F0}", $"{atPixels.P99:F0}", $"{busy:P0}");
        }

        table.Note($"Events of other programs are in it. The page's clock is known to {pixels.ClockErrorMs:F1} ms.");
        return report;
    }
}
