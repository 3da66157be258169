using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>
/// Every count of failures that a page, chart, the API or an export states is the same number: of one recording, each is read where a viewer or a script
/// reads it and compared with what the exported events say.
/// </summary>
public sealed class NumbersTests(FailuresRecording written, ReplayServer demo) : IClassFixture<FailuresRecording>
{
    private static readonly string[] Filters = ["", "comm:backup", "comm:bash", "is:failed", "errno:ENOENT", "exit:1", "signal:SIGKILL"];

    public static TheoryData<bool, string> Cases
    {
        get
        {
            var cases = new TheoryData<bool, string>();
            foreach (var filter in Filters)
            {
                cases.Add(false, filter);
            }

            cases.Add(true, "");
            cases.Add(true, "comm:bash");
            return cases;
        }
    }

    [Fact]
    public async Task Recording_OfTheTest_HasWhatIsWrittenInIt()
    {
        var counts = await Exported(written.Server, "");

        // Six backups, the search that found nothing, a hundred of the storm; two signals.
        Assert.Equal((109, 2), (counts.FailedExits, counts.Killed));

        // The last step of the search, EACCES, ENOEXEC and EAGAIN; three steps that were none.
        Assert.Equal((4, 3), (counts.FailedCalls, counts.Lookups));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Api_EachCountOfFailures_IsThatOfTheEvents(bool isDemo, string filter)
    {
        var server = isDemo ? demo.Server : written.Server;
        var counts = await Exported(server, filter);
        var query = $"filter={Uri.EscapeDataString(filter)}";

        var errnos = await server.Get($"/errnos?{query}");
        Assert.Equal((counts.FailedCalls, counts.Lookups), (Number(errnos, "failed"), Number(errnos, "lookups")));
        Assert.Equal(counts.FailedCalls, errnos.GetProperty("groups").EnumerateArray().Sum(g => Number(g, "count")));
        Assert.Equal(counts.Lookups, errnos.GetProperty("groups").EnumerateArray().Sum(g => Number(g, "lookups")));
        var exits = await server.Get($"/exits?{query}");
        Assert.Equal((counts.Exits, counts.FailedExits, counts.Killed), (Number(exits, "total"), Number(exits, "failed"), Number(exits, "killed")));
        Assert.Equal(counts.FailedExits, exits.GetProperty("groups").EnumerateArray().Sum(g => Number(g, "count")));
        foreach (var (term, expected) in new[] { ("is:failed", counts.Failures), ("is:failed kind:exit", counts.FailedExits), ("is:failed -kind:exit", counts.FailedCalls) })
        {
            var both = Uri.EscapeDataString($"({(filter.Length == 0 ? "is:failed or -is:failed" : filter)}) {term}");
            Assert.Equal(expected, Number(await server.Get($"/events?limit=1&filter={both}"), "total"));
            Assert.Equal(expected, (await Lines(server, $"format=ndjson&filter={both}")).Count);
            Assert.Equal(expected, (await Lines(server, $"format=csv&filter={both}")).Count - 1);
        }
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "comm:bash")]
    [InlineData(false, "exit:1")]
    [InlineData(false, "signal:SIGKILL")]
    [InlineData(true, "")]
    public async Task Pages_EachCountOfFailures_IsThatOfTheEvents(bool isDemo, string filter)
    {
        var server = isDemo ? demo.Server : written.Server;
        var counts = await Exported(server, filter);
        await using var browser = await BrowserSession.Open(server, $"/events?q={Uri.EscapeDataString(filter)}");

        await Assertions.Expect(browser.Get("events-failed")).ToHaveTextAsync(Text(counts.Failures));
        await browser.Page.Locator(".ev-strip summary").ClickAsync();
        await Eventually.True(async () => await Sum(browser.Get("events-twin").Locator("tbody td:nth-child(3)")) == counts.Failures, $"{counts.Failures} in the table of the strip");

        await browser.Page.GotoAsync($"/errors?q={Uri.EscapeDataString(filter)}");
        await Assertions.Expect(browser.Get("failures-count")).ToHaveTextAsync(Text(counts.Failures));
        await Assertions.Expect(browser.Get("exits-count")).ToHaveTextAsync(new Regex($"^{Text(counts.FailedExits)} failed exits? of {Text(counts.Exits)} exits?{(counts.Killed > 0 ? $" \\({Text(counts.Killed)} by a signal\\)" : "")}$"));
        await Assertions.Expect(browser.Get("calls-count")).ToHaveTextAsync(new Regex($"^{Text(counts.FailedCalls)} failed calls? of {Text(counts.Calls)} "));
        Assert.Equal(counts.FailedExits - counts.Killed, await Sum(browser.Get("errors-exits").Locator("tbody td:nth-child(4)")));
        Assert.Equal(counts.Killed, await Sum(browser.Get("errors-signals").Locator("tbody td:nth-child(5)")));
        Assert.Equal(counts.FailedCalls, await Sum(browser.Get("errno").Locator("td:nth-child(2)")));
        Assert.Equal(counts.Lookups > 0 ? 1 : 0, await browser.Get("lookups").Locator("summary", new() { HasText = $"{Text(counts.Lookups)} PATH lookup" }).CountAsync());
        if (counts.Failures > 0)
        {
            Assert.Equal(counts.Failures, await Sum(browser.Page.Locator(".legend .num")));
            await browser.Get("failures-over-time").Locator("summary").ClickAsync();
            await Eventually.True(async () => await Sum(browser.Get("failures-over-time").Locator("tbody td.num")) == counts.Failures, $"{counts.Failures} in the table of the chart");
            await Drawn(browser, ".chart.stacked", null, counts.Failures);
            await Drawn(browser, ".chart.by-colour", null, counts.Failures);
        }

        browser.AssertClean();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timeline_RatesWithoutAFilter_AreThoseOfTheEvents(bool isDemo)
    {
        var server = isDemo ? demo.Server : written.Server;
        var counts = await Exported(server, "");
        await using var browser = await BrowserSession.Open(server, "/timeline?lookups=1");

        await Drawn(browser, ".chart.rates", "exits", counts.Exits);
        await Drawn(browser, ".chart.rates", "failed exits", counts.FailedExits);
        await Drawn(browser, ".chart.rates", "failed calls", counts.FailedCalls);
        await Drawn(browser, ".chart.rates", "PATH lookups", counts.Lookups);
        await browser.Get("rates").Locator("summary").ClickAsync();
        foreach (var (column, expected) in new[] { (2, counts.Exits), (3, counts.FailedExits), (5, counts.FailedCalls), (6, counts.Lookups) })
        {
            await Eventually.True(async () => await Sum(browser.Get("rates-table").Locator($"tbody td:nth-child({column + 1})")) == expected, $"{expected} in column {column}");
        }

        browser.AssertClean();
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "comm:bash")]
    [InlineData(true, "")]
    public async Task Timeline_ProcessesThatFailed_AreThoseOfTheApi(bool isDemo, string filter)
    {
        var server = isDemo ? demo.Server : written.Server;
        var failed = Number(await server.Get($"/processes?limit=1&filter={Uri.EscapeDataString($"{filter} is:failed")}"), "total");
        var running = Number(await server.Get($"/processes?limit=1&state=running&filter={Uri.EscapeDataString($"{filter} is:failed")}"), "total");
        await using var browser = await BrowserSession.Open(server, $"/timeline?group=comm&span=all&quiet=1&q={Uri.EscapeDataString(filter)}");

        var groups = browser.Get("timeline-group").Locator(".tl-track > .sr-only");
        await Eventually.True(async () => (await groups.AllInnerTextsAsync()).Sum(text => int.Parse(Regex.Match(text, @"([\d,]+) failed").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)) == failed, $"{failed} in the groups");
        await browser.Page.Locator(".tl-overview summary").ClickAsync();
        await Eventually.True(async () => await Sum(browser.Get("timeline-twin").Locator("tbody td:nth-child(5)")) == failed, $"{failed} in the table of the strip");
        await Drawn(browser, ".chart.lifetimes", "failed", failed - running);
        browser.AssertClean();
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "comm:bash")]
    [InlineData(true, "")]
    public async Task Processes_EachCountOfThoseThatFailed_IsThatOfTheApi(bool isDemo, string filter)
    {
        var server = isDemo ? demo.Server : written.Server;
        var (counts, query) = (await Exported(server, filter), Uri.EscapeDataString(filter));
        var ofFailed = Uri.EscapeDataString($"{filter} is:failed".Trim());
        var all = Number(await server.Get($"/processes?limit=1&filter={query}"), "total");
        var failed = Number(await server.Get($"/processes?limit=1&filter={ofFailed}"), "total");
        var ended = Number(await server.Get($"/processes?limit=1&state=zombie,exited&filter={query}"), "total");
        var endedFailed = Number(await server.Get($"/processes?limit=1&state=zombie,exited&filter={ofFailed}"), "total");
        Assert.Equal(counts.Exits, ended);
        Assert.InRange(endedFailed, counts.FailedExits, failed);

        var programs = await server.Get($"/programs?limit=1000&filter={query}");
        Assert.Equal((all, failed), (Number(programs, "runs") + Number(programs, "already"), Number(programs, "failed")));
        Assert.Equal(failed, programs.GetProperty("programs").EnumerateArray().Sum(p => Number(p, "failed")));
        var overview = await server.Get($"/overview?filter={query}");
        Assert.Equal((ended, endedFailed), (Number(overview, "ended"), Number(overview, "endedFailed")));
        var spawners = await server.Get($"/spawners?limit=1000&filter={query}");
        Assert.Equal(counts.FailedExits, spawners.GetProperty("groups").EnumerateArray().Sum(g => Number(g, "failed")));

        await using var browser = await BrowserSession.Open(server, $"/overview?q={query}");
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync($"{Text(ended)} processes ended in this recording, {(endedFailed == 0 ? "none failed" : $"{Text(endedFailed)} of them failed")}.");
        await browser.Page.GotoAsync($"/programs?q={query}");
        await Assertions.Expect(browser.Get("programs-head")).ToContainTextAsync($"{Text(all)} processes, {Text(failed)} failed");
        Assert.Equal(failed, await Sum(browser.Get("program").Locator("td:nth-child(3)")));
        await browser.Page.GotoAsync($"/tree?keep=all&q={ofFailed}");
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync($"{Text(failed)} of ");
        browser.AssertClean();
    }

    private sealed record Counts(int Calls, int FailedCalls, int Lookups, int Exits, int FailedExits, int Killed)
    {
        public int Failures => FailedCalls + FailedExits;
    }

    /// <summary>Counted here, from the events that the server hands out.</summary>
    private static async Task<Counts> Exported(DashboardServer server, string filter)
    {
        var events = (await Lines(server, $"format=ndjson&filter={Uri.EscapeDataString(filter)}")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var calls = events.Where(e => Kind(e) is "exec.exit" or "fork" or "fork.fail").ToList();
        var failed = calls.Where(e => e.TryGetProperty("ret", out var ret) && ret.GetInt64() < 0).ToList();
        var lookups = failed.Count(e => e.TryGetProperty("lookup", out var lookup) && lookup.GetBoolean());
        var exits = events.Where(e => Kind(e) == "exit").ToList();
        var killed = exits.Count(e => e.GetProperty("signal").ValueKind == JsonValueKind.Number);
        var codes = exits.Count(e => e.GetProperty("exitCode") is { ValueKind: JsonValueKind.Number } code && code.GetInt32() > 0);
        return new Counts(calls.Count, failed.Count - lookups, lookups, exits.Count, codes + killed, killed);
    }

    private static async Task<IReadOnlyList<string>> Lines(DashboardServer server, string query)
        => (await server.Http.GetStringAsync($"/api/v1/events/export?{query}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits until Plotly has drawn this sum, in the series with this name or in all. The rates of so short a recording are of one second each.</summary>
    private static Task Drawn(BrowserSession browser, string chart, string? series, int expected)
        => Eventually.True(
            async () => Math.Abs(expected - await browser.Page.EvaluateAsync<double>(
                """
                ([chart, series]) => (document.querySelector(`${chart} .js-plotly-plot`)?.data ?? [])
                  .filter((trace) => series ? trace.name === series : trace.type === 'bar')
                  .flatMap((trace) => trace.orientation === 'h' ? trace.x : trace.y)
                  .reduce((sum, value) => sum + Number(value), 0)
                """, new[] { chart, series })) < 0.5,
            $"{expected} drawn in {chart} {series}");

    private static async Task<int> Sum(ILocator cells)
        => (await cells.AllInnerTextsAsync()).Sum(cell => cell.Trim().Length == 0 ? 0 : int.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private static string? Kind(JsonElement e) => e.GetProperty("kind").GetString();

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
