using System.Text.Json;
using Dashboard.Benchmarks.Latency;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Viewers;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Input;

/// <summary>How long somebody waits for what a key does, while events pour in.</summary>
internal static class InputVerb
{
    private const int EventsPerSecond = 2_000;

    /// <summary>Presses that are not counted: the list leaves its top, the range stops to move, code is compiled.</summary>
    private const int WarmUps = 4;

    /// <summary>Between two presses, at random, so that they fall on no beat of the page.</summary>
    private const int LeastPauseMs = 60, MostPauseMs = 260;

    private const int PatienceMs = 10_000;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("input");
        var table = report.Table(
            $"From a key press to the frame that shows its effect, {EventsPerSecond:N0} events a second",
            "page", "keys", "presses", "p50 ms", "p99 ms", "longest ms", "page's main thread busy");
        var presses = options.Rounds ?? (options.Quick ? 20 : 100);
        await using var server = await DashboardServer.Start();
        await using var chromium = await Chromium.Start(server);
        foreach (var test in InputCase.All)
        {
            var page = await chromium.Open(test.Page);
            await using var pace = Workload.StartPace(EventsPerSecond / LatencyVerb.EventsPerCycle, presses + 60);
            try
            {
                var answers = new Samples(await Measure(page, test, presses));
                table.Add(
                    test.Page, test.What, $"{answers.Count}", $"{answers.Median:F0}", $"{answers.P99:F0}", $"{answers.Worst:F0}", $"{await page.BusyShare():P0}");
            }
            catch (TimeoutException)
            {
                report.Fail($"A key on {test.Page} ({test.What}) was not answered within {PatienceMs / 1000} s.");
            }

            await page.Page.CloseAsync();
        }

        return report;
    }

    private static async Task<IReadOnlyList<double>> Measure(WatchingPage watching, InputCase test, int presses)
    {
        var page = watching.Page;
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Input", "answers.js"));
        await page.EvaluateAsync(script[script.IndexOf("kind =>", StringComparison.Ordinal)..], test.Text);
        if (test.Field is { } field)
        {
            await page.GetByTestId(field).FocusAsync();
        }

        var chance = new Random(1);
        for (var i = 0; i < WarmUps + presses; i++)
        {
            if (i == WarmUps)
            {
                await page.EvaluateAsync("() => takeAnswers()");
                await watching.MeasureBusy();
            }

            await Task.Delay(chance.Next(LeastPauseMs, MostPauseMs));
            await page.Keyboard.PressAsync(test.Keys[i % test.Keys.Count]);
            await page.WaitForFunctionAsync(
                "wanted => countAnswers() >= wanted", i < WarmUps ? i + 1 : i + 1 - WarmUps, new PageWaitForFunctionOptions { PollingInterval = 20, Timeout = PatienceMs });
        }

        var answers = await page.EvaluateAsync<JsonElement>("() => takeAnswers()");
        return [.. answers.EnumerateArray().Select(ms => ms.GetDouble())];
    }
}
