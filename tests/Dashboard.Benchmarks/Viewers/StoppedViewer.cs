using Dashboard.Benchmarks.Latency;
using Dashboard.Benchmarks.Memory;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>A reader of the NDJSON stream that the kernel has stopped: what the server then holds for it.</summary>
internal static class StoppedViewer
{
    private const int Stop = 19;
    private const int Continue = 18;
    private const double MiB = 1 << 20;

    public static async Task AddTo(Report report, DashboardServer server, int rate, int seconds)
    {
        var table = report.Table(
            $"One stopped viewer (SIGSTOP, NDJSON by curl), {rate:N0} events a second, {seconds} s each", "viewer", "server's anonymous MiB after it", "grown by");
        await using var viewer = Child.Start(
            "/bin/sh", "-c", "exec curl -sN -H \"Authorization: Bearer $0\" \"$1\" > /dev/null", DashboardServer.Token, $"{server.Address}api/v1/events/stream");
        // Unmeasured: the store and the heap find their size.
        var last = await AfterPace(server, rate, seconds);
        foreach (var (name, signal) in new[] { ("reads", Continue), ("stopped", Stop), ("reads again", Continue) })
        {
            viewer.Signal(signal);
            var now = await AfterPace(server, rate, seconds);
            table.Add(name, $"{now:F1}", $"{Math.Round(now - last, 1) + 0.0:+0.0;-0.0;0.0}");
            last = now;
        }

        table.Note("What grows in the first and the last row is the collector's doing, and the store's while it fills: the middle one is to be read against them.");
    }

    private static async Task<double> AfterPace(DashboardServer server, int rate, int seconds)
    {
        await using var pace = Workload.StartPace(rate / LatencyVerb.EventsPerCycle, seconds);
        await Workload.Ended(pace);
        return Footprint.ResidentNow("RssAnon", $"{server.Pid}") / MiB;
    }
}
