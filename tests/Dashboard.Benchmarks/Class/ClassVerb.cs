using System.Diagnostics;
using Dashboard.Benchmarks.Memory;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Viewers;
using Dashboard.Core.Learning.Experiments;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Class;

/// <summary>One server and a class: each with a browser of their own on the same experiment.</summary>
internal static class ClassVerb
{
    private const int Pupils = 30;
    private const string Lesson = "fork-makes-a-new-one";
    private const string Checked = "steps are checked";
    private const double MiB = 1 << 20;

    /// <summary>
    /// The run is shown slowly on purpose, some two seconds; of the rest the most is thirty browsers on the cores of one
    /// machine.
    /// </summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("class");
        var count = options.Quick ? 10 : Pupils;
        var table = report.Table(
            $"{count} browsers on one experiment", "what", "browsers that saw it checked", "first after s", "last after s", "server's share of a core meanwhile", "server's anonymous MiB");
        await using var server = await DashboardServer.Start("--allow-lab");
        await using var chromium = await Chromium.Start(server);
        var pages = new List<IPage>();
        var before = ProcessCost.Now(server.Pid);
        for (var i = 0; i < count; i++)
        {
            var page = (await chromium.OpenOwn($"/learn/{Lesson}")).Page;
            await page.GetByTestId("choice").First.CheckAsync();
            await page.GetByTestId("lab-command").WaitForAsync();
            pages.Add(page);
        }

        var used = ProcessCost.Now(server.Pid) - before;
        table.Add("they open the page, one after the other", "–", "–", $"{used.Elapsed:F1}", $"{used.Seconds / used.Elapsed:P0}", Anonymous(server));

        var program = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "lab", ExperimentCatalogue.Find(Lesson)!.Program);
        await Watch("the program is run once in a terminal, all watch", _ => Task.CompletedTask, () => Child.Run(program));
        await Watch("each presses the button", page => page.GetByTestId("run-button").ClickAsync(), () => Task.CompletedTask);
        table.Note($"Each must see all steps checked within {Allowed.TotalSeconds:F0} s, or the verb fails. A run is shown event by event, slowly enough to follow: some two seconds of it are meant.");
        return report;

        async Task Watch(string what, Func<IPage, Task> press, Func<Task> once)
        {
            var start = ProcessCost.Now(server.Pid);
            var since = Stopwatch.StartNew();
            var runs = once();
            var seen = await Task.WhenAll(pages.Select(page => SeesIt(page, press, since)));
            await runs;
            var cost = ProcessCost.Now(server.Pid) - start;
            var times = seen.OfType<double>().Order().ToList();
            table.Add(
                what, $"{times.Count} of {count}", times.Count > 0 ? $"{times[0]:F1}" : "–", times.Count > 0 ? $"{times[^1]:F1}" : "–",
                $"{cost.Seconds / cost.Elapsed:P0}", Anonymous(server));
            if (times.Count < count)
            {
                report.Fail($"When {what}, {count - times.Count} of {count} browsers did not see the run checked within {Allowed.TotalSeconds:F0} s.");
            }
        }
    }

    /// <summary>Seconds until this browser shows the run checked; null when it does not.</summary>
    private static async Task<double?> SeesIt(IPage page, Func<IPage, Task> press, Stopwatch since)
    {
        // Gone first: what was checked before is not this run.
        await page.EvaluateAsync("""
            wanted => {
              const verdict = document.querySelector('[data-testid=verdict]');
              let was = verdict.textContent.includes(wanted);
              window.sawIt = false;
              new MutationObserver(() => {
                const is = verdict.textContent.includes(wanted);
                window.sawIt ||= is && !was;
                was = is;
              }).observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """, Checked);
        await press(page);
        try
        {
            await page.WaitForFunctionAsync("() => window.sawIt", null, new PageWaitForFunctionOptions { PollingInterval = 50, Timeout = (float)Allowed.TotalMilliseconds });
            return since.Elapsed.TotalSeconds;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string Anonymous(DashboardServer server) => $"{Footprint.ResidentNow("RssAnon", $"{server.Pid}") / MiB:F0}";
}
