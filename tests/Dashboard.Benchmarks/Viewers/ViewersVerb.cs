using Dashboard.Benchmarks.Latency;
using Dashboard.Benchmarks.Memory;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>CPU of the server while more and more watch: pages in a browser, and subscribers of the hub.</summary>
internal static class ViewersVerb
{
    private const int Calm = 1_000;
    private const int Busy = 10_000;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("viewers");
        var seconds = options.Quick ? 3 : 5;
        await using var server = await DashboardServer.Start();
        await AddPages(report, server, options, seconds);
        await AddSubscribers(report, server, options, seconds);
        await StoppedViewer.AddTo(report, server, Busy, options.Quick ? 3 : 6);
        return report;
    }

    private static async Task AddPages(Report report, DashboardServer server, BenchmarkOptions options, int seconds)
    {
        var table = Table(report, $"Pages of {options.Page} in one Chromium");
        await using var chromium = await Chromium.Start(server);
        await WarmUp(server, chromium, options);
        var nobody = await AddFirst(table, server, chromium, options, seconds);
        var pages = new List<WatchingPage>();
        foreach (var (rate, count) in options.Quick
            ? [(Calm, 4), (Busy, 4)]
            : new[] { (Calm, 10), (Calm, 20), (Busy, 20), (Calm, 30), (Calm, 50) })
        {
            while (pages.Count < count)
            {
                pages.Add(await chromium.Open(options.Page));
            }

            await pages[0].MeasureBusy();
            var share = await ServerShare(server, rate, seconds);
            table.Add($"{rate:N0}", $"{count}", $"{share:P1}", Each(share, nobody[rate], count), $"{await pages[0].BusyShare():P0}");
        }

        table.Note("Share of one core, user and system time; of nobody and of one, the median of five by turns. The browser runs on the same "
            + "cores: with many pages it gets too few of them, and a page that does not confirm is not sent more, so beyond some ten pages "
            + "the figure is a lower bound.");
    }

    /// <summary>Nobody and one page by turns, since both are small and the machine is fast and slow by turns. Answers nobody's share at each rate.</summary>
    private static async Task<IReadOnlyDictionary<int, double>> AddFirst(
        MarkdownTable table, DashboardServer server, Chromium chromium, BenchmarkOptions options, int seconds)
    {
        var (empty, emptyBusy, watched, thread) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        foreach (var _ in Enumerable.Range(0, options.Quick ? 1 : 5))
        {
            empty.Add(await ServerShare(server, Calm, seconds));
            emptyBusy.Add(await ServerShare(server, Busy, seconds));
            var page = await chromium.Open(options.Page);
            // To open is not to watch.
            await Task.Delay(TimeSpan.FromSeconds(2));
            await page.MeasureBusy();
            watched.Add(await ServerShare(server, Calm, seconds));
            thread.Add(await page.BusyShare());
            await page.Page.CloseAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        var nobody = new Dictionary<int, double> { [Calm] = new Samples(empty).Median, [Busy] = new Samples(emptyBusy).Median };
        foreach (var (rate, share) in nobody)
        {
            table.Add($"{rate:N0}", "0", $"{share:P1}", "–", "–");
        }

        var one = new Samples(watched).Median;
        table.Add($"{Calm:N0}", "1", $"{one:P1}", Each(one, nobody[Calm], 1), $"{new Samples(thread).Median:P0}");
        return nobody;
    }

    private static async Task AddSubscribers(Report report, DashboardServer server, BenchmarkOptions options, int seconds)
    {
        var table = Table(report, "Subscribers of the hub");
        // As for pages: the first would pay for what is compiled.
        await using (await Subscriber.Connect(server))
        {
            await ServerShare(server, Busy, seconds);
            await ServerShare(server, Calm, options.Quick ? seconds : 30);
        }

        var subscribers = new List<Subscriber>();
        double? nobody = null;
        try
        {
            foreach (var (rate, count) in options.Quick ? [(Calm, 0), (Calm, 3)] : new[] { (Calm, 0), (Calm, 1), (Calm, 10), (Calm, 50) })
            {
                while (subscribers.Count < count)
                {
                    subscribers.Add(await Subscriber.Connect(server));
                }

                var share = await ServerShare(server, rate, seconds);
                nobody ??= share;
                table.Add($"{rate:N0}", $"{count}", $"{share:P1}", Each(share, nobody.Value, count), "–");
            }
        }
        finally
        {
            foreach (var subscriber in subscribers)
            {
                await subscriber.DisposeAsync();
            }
        }
    }

    /// <summary>The server compiles what a viewer needs, and once more when that has run often, which once a second is only after a while.</summary>
    private static async Task WarmUp(DashboardServer server, Chromium chromium, BenchmarkOptions options)
    {
        var page = await chromium.Open(options.Page);
        await ServerShare(server, Busy, options.Quick ? 3 : 10);
        await ServerShare(server, Calm, options.Quick ? 3 : 60);
        await page.Page.CloseAsync();
    }

    private static MarkdownTable Table(Report report, string what)
        => report.Table($"CPU of the server: {what}", "events a second", "viewers", "server's share of a core", "added by each", "first page's main thread busy");

    /// <summary>Against nobody at the same rate.</summary>
    private static string Each(double share, double nobody, int count) => count > 0 ? $"{(share - nobody) / count:P2}" : "–";

    private static async Task<double> ServerShare(DashboardServer server, int rate, int seconds)
    {
        await using var pace = Workload.StartPace(rate / LatencyVerb.EventsPerCycle, seconds);
        var before = ProcessCost.Now(server.Pid);
        await Workload.Ended(pace);
        var used = ProcessCost.Now(server.Pid) - before;
        return used.Seconds / used.Elapsed;
    }
}
