using System.Net.Http.Headers;
using Dashboard.Core.Events;
using Dashboard.Core.Redaction;
using Dashboard.Server.Tests.Cli;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Server.Tests.Hubs;
using Dashboard.Tests.Shared;
using Dashboard.Tests.Shared.Secrets;

namespace Dashboard.Server.Tests.Api;

public sealed class SecretsApiTests
{
    [Fact]
    public async Task Secrets_Execs_AreCountedByProgramRuleAndStarter()
    {
        var story = new Story();
        var shell = story.Snapshot(10, "bash");
        var app = story.Fork(shell, 11);
        story.Exec(app, "/bin/app").Add(app, new ExecExitEvent { Args = ["app", "‹redacted:token›"], Redacted = ["token"] });
        await using var server = await TestServer.StartAsync(story);

        var answer = await server.GetAsync("/api/v1/secrets");

        Assert.Equal(["redaction", "total", "groups"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        var group = Assert.Single(answer.GetProperty("groups").EnumerateArray());
        Assert.Equal(["comm", "rule", "startedBy", "count", "first", "last", "example", "otherNames"], group.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ("app", "token", "bash", 1, app.ToString()),
            (group.GetProperty("comm").GetString(), group.GetProperty("rule").GetString(), group.GetProperty("startedBy").GetString(), group.GetProperty("count").GetInt32(), group.GetProperty("example").GetString()));

        var process = await server.GetAsync($"/api/v1/processes/{app}");
        Assert.Equal("""["token"]""", process.GetProperty("images").EnumerateArray().Last().GetProperty("redacted").GetRawText());
        Assert.Equal(1, (await server.GetAsync(TestServer.Query("/api/v1/events", ("filter", "is:redacted")))).GetProperty("total").GetInt32());
        Assert.Equal(1, (await server.GetAsync(TestServer.Query("/api/v1/processes", ("filter", "is:redacted")))).GetProperty("total").GetInt32());
    }

    /// <summary>A recording with all labelled command lines, opened: no answer, no page and no batch of the hub has a secret that the rules know.</summary>
    [Fact]
    public async Task Answers_OfALoadedRecording_HaveNoSecret()
    {
        using var file = new RecordingFile(RedactTests.Story().Take());
        await using var feed = Dashboard.Tracing.Replay.ReplayFeed.Open(file.Path, null, RedactionRules.Default);
        await using var server = await TestServer.StartAsync();
        foreach (var batch in feed.ReadBatches(TestContext.Current.CancellationToken))
        {
            server.Feed.Send([.. batch]);
        }

        var last = 4 * LabelledLine.All.Count;
        await Eventually.BecomesTrueAsync(() => server.Capture.Store.Read(view => view.Events.LastSeq) >= last, "all events are applied");
        var cookie = await server.SignInAsync();
        foreach (var path in (string[])["/api/v1/events?limit=1000", "/api/v1/events?limit=1000&filter=is%3Aredacted", "/api/v1/events/export?format=ndjson", "/api/v1/events/export?format=csv",
            "/api/v1/processes?limit=1000", "/api/v1/errnos", "/api/v1/exits", "/api/v1/spawners", "/api/v1/programs", "/api/v1/overview", "/api/v1/secrets", "/api/v1/status"])
        {
            AssertHasNone(path, await server.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
        }

        using var browser = server.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        foreach (var page in (string[])["/overview", "/tree?keep=all", "/events", "/programs", "/spawners", "/secrets"])
        {
            AssertHasNone(page, await browser.GetStringAsync(page, TestContext.Current.CancellationToken));
        }

        await using var hub = await HubClient.ConnectAsync(server);
        var seen = 0L;
        await foreach (var batch in hub.SubscribeAsync("", 1, TestContext.Current.CancellationToken))
        {
            AssertHasNone("the hub", batch.GetRawText());
            seen = batch.GetProperty("toSeq").GetInt64();
            if (seen >= last)
            {
                break;
            }
        }

        Assert.True((await server.GetAsync("/api/v1/secrets")).GetProperty("total").GetInt32() > 150);
    }

    private static void AssertHasNone(string where, string text)
        => Assert.All(LabelledLine.Long, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where} has {secret}"));
}
