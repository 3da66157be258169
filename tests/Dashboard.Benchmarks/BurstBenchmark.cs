using System.Diagnostics;
using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks;

/// <summary>
/// 20,000 processes by posix_spawn of a static program, two at a time, while one browser watches the tree. Counts
/// what the server counted against what the workload says it did; asks the page for an answer all the while.
/// </summary>
internal static class BurstBenchmark
{
    private const int Processes = 20_000;

    public static async Task<bool> Run()
    {
        await using var server = await DashboardServer.Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        var page = await browser.NewPageAsync(new() { BaseURL = server.Address.ToString() });
        await page.GotoAsync($"/login?t={DashboardServer.Token}");
        await page.GetByTestId("tree").WaitForAsync();

        var before = await server.Get("/status");
        var clock = Stopwatch.StartNew();
        await using var burst = Child.Start(Repository.Scenario("spawn_burst"), $"{Processes}", Repository.Scenario("nop"));
        var answers = await AskThePage(page, burst);
        var said = burst.Output[^1];
        var seconds = clock.Elapsed.TotalSeconds;

        var seen = new Seen(0, 0, 0);
        try
        {
            await Eventually.True(async () => (seen = await CountNops(server, burst.Pid)) == Seen.All(Processes), "all processes of the burst");
        }
        catch (TimeoutException problem)
        {
            Console.Error.WriteLine($"{problem.Message} Seen: {seen}");
        }

        var after = await server.Get("/status");
        var lost = Lost(after) - Lost(before);
        answers.Sort();
        Console.WriteLine("| burst of short processes, one browser watching | |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| workload says | {said}, {seconds:F1} s |");
        Console.WriteLine($"| forks, execs, exits of it in the table | {seen.Forks:N0}, {seen.Execs:N0}, {seen.Exits:N0} |");
        Console.WriteLine($"| growth of the counters (other processes included) | {Growth(before, after, "fork"):N0} fork, {Growth(before, after, "exec.exit"):N0} exec.exit, {Growth(before, after, "exit"):N0} exit |");
        Console.WriteLine($"| lost | {lost} |");
        Console.WriteLine($"| page answers a key, ms: median, p99, worst of {answers.Count} | {At(answers, 0.5):F0}, {At(answers, 0.99):F0}, {answers[^1]:F0} |");
        Console.WriteLine($"| server memory before and after, MiB | {Memory(before):F0}, {Memory(after):F0} |");
        return lost == 0 && seen == Seen.All(Processes);
    }

    /// <summary>Types into the filter box while the burst runs, and takes the time until the page has drawn.</summary>
    private static async Task<List<double>> AskThePage(IPage page, Child burst)
    {
        var answers = new List<double>();
        var ended = burst.Ended();
        var box = page.GetByTestId("filter-input").First;
        await box.FocusAsync();
        do
        {
            var clock = Stopwatch.StartNew();
            await page.Keyboard.PressAsync(answers.Count % 2 == 0 ? "x" : "Backspace");
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            answers.Add(clock.Elapsed.TotalMilliseconds);
        }
        while (!ended.IsCompleted);

        await ended;
        await box.FillAsync("");
        return answers;
    }

    private static async Task<Seen> CountNops(DashboardServer server, int under)
    {
        async Task<int> Total(string filter, string state) =>
            (await server.Get($"/processes?limit=1&state={state}&filter={Uri.EscapeDataString(filter)}")).GetProperty("total").GetInt32();

        // The workers and the burst itself are under it too: only what became nop counts.
        var forks = await Total($"under:{under} how:posix_spawn,clone,vfork,clone3 -comm:spawn_burst", "running,zombie,exited");
        var execs = await Total($"under:{under} comm:nop images:>=2", "running,zombie,exited");
        var exits = await Total($"under:{under} comm:nop exit:0", "zombie,exited");
        return new Seen(forks, execs, exits);
    }

    private static long Growth(JsonElement before, JsonElement after, string kind)
        => Count(after, kind) - Count(before, kind);

    private static long Count(JsonElement status, string kind) => status.GetProperty("events").GetProperty(kind).GetInt64();

    private static long Lost(JsonElement status) => status.GetProperty("lost").EnumerateObject().Sum(cause => cause.Value.GetInt64());

    private static double Memory(JsonElement status) => status.GetProperty("memory").GetInt64() / 1024.0 / 1024.0;

    private static double At(List<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];

    private readonly record struct Seen(int Forks, int Execs, int Exits)
    {
        public static Seen All(int n) => new(n, n, n);
    }
}
