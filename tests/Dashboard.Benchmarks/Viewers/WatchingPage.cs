using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>One open page, and what it costs its browser.</summary>
internal sealed class WatchingPage(IPage page, ICDPSession devtools)
{
    private double _busySeconds;
    private long _since;

    public IPage Page => page;

    /// <summary>From now on.</summary>
    public async Task MeasureBusy()
    {
        await devtools.SendAsync("Performance.enable");
        _busySeconds = await TaskSeconds();
        _since = Stopwatch.GetTimestamp();
    }

    /// <summary>Part of the time since then that the page's main thread was in a task; Chromium's own figure, TaskDuration.</summary>
    public async Task<double> BusyShare()
        => (await TaskSeconds() - _busySeconds) / Stopwatch.GetElapsedTime(_since).TotalSeconds;

    private async Task<double> TaskSeconds()
    {
        var answer = await devtools.SendAsync("Performance.getMetrics")
            ?? throw new InvalidOperationException("Chromium tells no metrics.");
        return answer.GetProperty("metrics").EnumerateArray()
            .First(metric => metric.GetProperty("name").GetString() == "TaskDuration")
            .GetProperty("value").GetDouble();
    }
}
