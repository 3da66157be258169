using System.Globalization;
using System.Text.Json;
using Dashboard.Benchmarks.Viewers;
using Dashboard.Tracing.Platform;

namespace Dashboard.Benchmarks.Latency;

/// <summary>From the kernel's time stamp of a fork to the frame in which the page of events first shows its row.</summary>
internal sealed class PixelWatch
{
    private const int ClockReadings = 50;

    private readonly WatchingPage _page;
    private readonly double _bootMsAtZero;

    private PixelWatch(WatchingPage page, double bootMsAtZero, double errorMs)
        => (_page, _bootMsAtZero, ClockErrorMs) = (page, bootMsAtZero, errorMs);

    /// <summary>How far the two clocks' offset may be off.</summary>
    public double ClockErrorMs { get; }

    public static async Task<PixelWatch> Start(WatchingPage page)
    {
        // performance.now() runs with CLOCK_MONOTONIC from the page's own zero; while the machine does not sleep, so does
        // CLOCK_BOOTTIME. The offset is read between two readings of ours: right to half of the shortest round trip.
        var (best, zero) = (double.MaxValue, 0.0);
        for (var i = 0; i < ClockReadings; i++)
        {
            var before = LibC.BootTimeNs() / 1e6;
            var now = await page.Page.EvaluateAsync<double>("() => performance.now()");
            var trip = LibC.BootTimeNs() / 1e6 - before;
            if (trip < best)
            {
                (best, zero) = (trip, before + trip / 2 - now);
            }
        }

        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Latency", "pixels.js"));
        // EvaluateAsync takes a function only at the very beginning: the comment stays in the file.
        await page.Page.EvaluateAsync(script[script.IndexOf("() =>", StringComparison.Ordinal)..]);
        return new PixelWatch(page, zero, best / 2);
    }

    /// <summary>Milliseconds of each row that was drawn since the last call.</summary>
    public async Task<IReadOnlyList<double>> Take()
    {
        var drawn = await _page.Page.EvaluateAsync<JsonElement>("() => takeDrawn()");
        return [.. drawn.EnumerateArray().Select(row =>
            row[1].GetDouble() + _bootMsAtZero - long.Parse(row[0].GetString()!, CultureInfo.InvariantCulture) / 1e6)];
    }
}
