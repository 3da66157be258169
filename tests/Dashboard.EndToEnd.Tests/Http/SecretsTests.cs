using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Dashboard.Tests.Shared.Secrets;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Http;

/// <summary>The labelled command lines, executed on the real kernel: what the dashboard has of them afterwards.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-secrets-");

    private string Log => Path.Combine(_folder.FullName, "access.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Secrets_OfRealExecs_AreInNoAnswerNoExportNoBatchNoLogAndOnNoPage()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--access-log", Log);
        var under = await Execute(server);

        foreach (var path in new[] { "events?limit=1000&", "events/export?format=ndjson&", "events/export?format=csv&", "processes?limit=1000&" })
        {
            AssertHasNone(path, await server.Http.GetStringAsync($"/api/v1/{path}filter=under:{under}", TestContext.Current.CancellationToken));
        }

        foreach (var path in new[] { "secrets", "errnos", "exits", "spawners", "programs", "overview", "status" })
        {
            AssertHasNone(path, await server.Http.GetStringAsync("/api/v1/" + path, TestContext.Current.CancellationToken));
        }

        var redacted = await server.Get($"/events?limit=1&filter=under:{under} is:redacted");
        Assert.True(redacted.GetProperty("total").GetInt32() > 150, $"{redacted.GetProperty("total")} redacted execs");
        await AssertHubHasNone(server, under);
        await AssertPagesHaveNone(server, under);
        AssertHasNone("the output", string.Join('\n', server.Said));
        AssertHasNone("the access log", await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken));
    }

    /// <summary>Shows that the test above could see a secret, and that off is off.</summary>
    [Fact]
    public async Task RedactOff_SecretsAreThereAndThePageSaysSo()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--redact", "off");
        var under = await Execute(server);

        var export = await server.Http.GetStringAsync($"/api/v1/events/export?format=ndjson&filter=under:{under}", TestContext.Current.CancellationToken);

        Assert.All(LabelledLine.Long, secret => Assert.Contains(secret, export));
        Assert.Equal("off", (await server.Get("/secrets")).GetProperty("redaction").GetString());
        await using var browser = await BrowserSession.Open(server, "/secrets");
        await Assertions.Expect(browser.Get("secrets-off")).ToContainTextAsync("Redaction is off", new() { UseInnerText = true });
        browser.AssertClean();
    }

    /// <summary>Each line as one exec of /bin/true under the name that the line has; returns the pid of the shell.</summary>
    private async Task<int> Execute(DashboardServer server)
    {
        // From a file: the shell's own arguments would be labelled, too.
        var script = Path.Combine(_folder.FullName, "lines.sh");
        await File.WriteAllLinesAsync(script, [.. LabelledLine.All.Select(line => $"(exec -a {string.Join(' ', line.Args.Take(1).Select(Quoted))} /bin/true {string.Join(' ', line.Args.Skip(1).Select(Quoted))})"), "read end"]);
        var shell = Child.Start("/bin/bash", script);
        try
        {
            await Eventually.True(
                async () => (await server.Get($"/events?limit=1&filter=under:{shell.Pid} kind:exec.exit path:/bin/true")).GetProperty("total").GetInt32() == LabelledLine.All.Count,
                "all command lines");
            return shell.Pid;
        }
        finally
        {
            await shell.DisposeAsync();
        }
    }

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''")}'";

    private static async Task AssertHubHasNone(DashboardServer server, int under)
    {
        var wanted = (await server.Get($"/events?limit=1&filter=under:{under} kind:exec.exit")).GetProperty("items")[0].GetProperty("seq").GetInt64();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Address, "/hubs/lifecycle"), options => options.Headers["Authorization"] = $"Bearer {DashboardServer.Token}").Build();
        await hub.StartAsync(TestContext.Current.CancellationToken);
        var seen = 0;
        await foreach (var batch in hub.StreamAsync<JsonElement>("Subscribe", $"under:{under}", 1L, TestContext.Current.CancellationToken))
        {
            AssertHasNone("the hub", batch.GetRawText());
            seen += batch.GetProperty("events").GetArrayLength();
            if (batch.GetProperty("toSeq").GetInt64() >= wanted)
            {
                break;
            }
        }

        Assert.True(seen >= LabelledLine.All.Count);
    }

    private static async Task AssertPagesHaveNone(DashboardServer server, int under)
    {
        await using var browser = await BrowserSession.Open(server, "/secrets");
        var row = browser.Get("secret").Filter(new() { HasText = "mysql-password" }).First;
        await Assertions.Expect(row).ToBeVisibleAsync();
        await browser.AssertAccessibleInBothThemes();
        AssertHasNone("/secrets", await browser.Page.ContentAsync());

        // A row leads to its events, filtered.
        await row.Locator("a").First.ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/events\\?q=is:redacted"));
        await Assertions.Expect(browser.Get("event-row").First).ToContainTextAsync("‹redacted:", new() { UseInnerText = true });
        foreach (var page in new[] { "events", "tree" })
        {
            await browser.Page.GotoAsync($"/{page}?q=under:{under}&keep=all");
            await Assertions.Expect(browser.Get(page == "tree" ? "tree-row" : "event-row").First).ToBeVisibleAsync();
            AssertHasNone(page, await browser.Page.ContentAsync());
        }

        browser.AssertClean();
    }

    private static void AssertHasNone(string where, string text)
        => Assert.All(LabelledLine.Long, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where} has {secret}"));
}
