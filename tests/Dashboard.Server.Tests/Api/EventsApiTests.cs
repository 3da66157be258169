using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Api;

public sealed class EventsApiTests
{
    [Fact]
    public async Task Events_All_NewestFirstInTheShapeOfEventJson()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var page = await server.GetAsync("/api/v1/events");

        var items = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(page.GetProperty("total").GetInt32(), items.Count);
        Assert.Equal(items.Count, items[0].GetProperty("seq").GetInt32());
        Assert.Equal(1, items[^1].GetProperty("seq").GetInt32());
        var held = server.Capture.Store.Read(view => view.Events[2]!);
        Assert.Equal(JsonSerializer.Serialize(held, EventJson.Options), items[^2].GetRawText());
    }

    [Fact]
    public async Task Events_FilterErrno_OnlyThose()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var page = await server.GetAsync(TestServer.Query("/api/v1/events", ("filter", "errno:ENOENT comm:init")));

        Assert.Equal(6, page.GetProperty("total").GetInt32());
        Assert.All(page.GetProperty("items").EnumerateArray(), e => Assert.Equal("ENOENT", e.GetProperty("errno").GetString()));
    }

    [Theory]
    [InlineData("args~x", true)]
    [InlineData("ls", true)]
    [InlineData("comm:ls", false)]
    public async Task Lists_SomeArgumentsWereNotKept_SaySoWhereTheFilterAsksForThem(string filter, bool expected)
    {
        var story = Stories.ThreeLives(out var lives);
        story.Add(lives[^1], new ExecExitEvent { Syscall = "execve", Path = "/bin/ls", Args = ["ls"], ArgCount = 900, ArgsTruncated = true, ArgsShed = true });
        await using var server = await TestServer.StartAsync(story, new CaptureLimits { ExitedProcesses = 1 });

        foreach (var list in (string[])["events", "processes", "errnos", "spawners", "programs"])
        {
            var page = await server.GetAsync(TestServer.Query($"/api/v1/{list}", ("filter", filter)));
            Assert.Equal(expected, page.GetProperty("argsIncomplete").GetBoolean());
        }

        // Of two exited processes, one is held.
        var processes = await server.GetAsync("/api/v1/processes");
        Assert.False(processes.GetProperty("argsIncomplete").GetBoolean());
        Assert.Equal(server.Capture.Store.Read(view => view.Processes.HeldSince)!.Value.ToString(), processes.GetProperty("heldSince").GetString());
    }

    [Fact]
    public async Task Lists_AllArgumentsWereKept_SayNothing()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        Assert.False((await server.GetAsync(TestServer.Query("/api/v1/events", ("filter", "ls")))).GetProperty("argsIncomplete").GetBoolean());
    }

    [Fact]
    public async Task Events_FromTo_HalfOpenRange()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(3));
        var (second, fifth) = server.Capture.Store.Read(view => (view.Events[2]!.Time, view.Events[5]!.Time));

        var page = await server.GetAsync(
            TestServer.Query("/api/v1/events", ("from", second.ToString()), ("to", fifth.ToString())));

        Assert.Equal([4, 3, 2], page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("seq").GetInt32()));
    }

    /// <summary>Of a recording, now is its last event.</summary>
    [Fact]
    public async Task Lists_TimesBeforeNow_CountFromTheLastEventOfARecording()
    {
        var story = Stories.Many(1);
        story.NowNs += 300_000_000_000;
        Stories.More(story, 1, 500);
        var feed = new FakeFeed();
        feed.Status = feed.Status with { Source = FeedSource.Replay };
        await using var server = await TestServer.StartAsync(story, feed: feed);

        var late = await server.GetAsync("/api/v1/events?from=-2m");
        var early = await server.GetAsync("/api/v1/events?from=-10m&to=-1m");
        var spawners = await server.GetAsync("/api/v1/spawners?from=-2m&to=now");

        Assert.All(late.GetProperty("items").EnumerateArray(), e => Assert.Equal(500, e.GetProperty("pid").GetInt32()));
        Assert.Equal(3, late.GetProperty("total").GetInt32());
        Assert.Equal(server.Capture.Store.Read(view => view.Events.Count) - 3, early.GetProperty("total").GetInt32());
        Assert.Equal(1, spawners.GetProperty("starts").GetInt32());
        Assert.Equal(2, (await server.GetAsync("/api/v1/errnos?from=-2m")).GetProperty("total").GetInt32());
        Assert.Equal(3, (await server.Client.GetStringAsync(new Uri(server.Address, "/api/v1/events/export?from=-2m"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Events_PagesWhileNewOnesArrive_NoneTwiceNoneMissing()
    {
        var story = Stories.Many(10);
        await using var server = await TestServer.StartAsync(story);

        var seen = new List<int>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync("/api/v1/events?limit=4" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("seq").GetInt32()));
            cursor = page.GetProperty("next").GetString();
            await server.FeedAsync(Stories.More(story, 1, 9000 + seen.Count));
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 30).Reverse(), seen);
    }

    [Theory]
    [InlineData("from=yesterday", "from is a time")]
    [InlineData("to=2026-13-01", "to is a time")]
    [InlineData("limit=-1", "limit is a number")]
    [InlineData("cursor=cDEwMC0x", "The cursor is not one of this list")]
    [InlineData("state=running", "There is no parameter \"state\"")]
    public async Task Events_BadInput_400WithHint(string query, string error)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync($"/api/v1/events?{query}", 400);

        Assert.Contains(error, answer.GetProperty("error").GetString());
        Assert.NotEmpty(answer.GetProperty("hint").GetString()!);
    }

    [Fact]
    public async Task Stream_FilterComm_WritesMatchingEventsAsTheyHappen()
    {
        var story = Stories.Many(1);
        await using var server = await TestServer.StartAsync(story);
        using var reader = await OpenStreamAsync(server, TestServer.Query("/api/v1/events/stream", ("filter", "comm:true")));

        await server.FeedAsync(Stories.More(story, 2, 700));
        var lines = new[] { await reader.ReadLineAsync(), await reader.ReadLineAsync(), await reader.ReadLineAsync() };

        var events = lines.Select(line => JsonDocument.Parse(line!).RootElement).ToList();
        Assert.Equal(["exec.exit", "exit", "exec.exit"], events.Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal([5, 6, 8], events.Select(e => e.GetProperty("seq").GetInt32()));
    }

    [Fact]
    public async Task Events_SomeForgotten_SaysSinceWhenTheyAreHeld()
    {
        await using var whole = await TestServer.StartAsync(Stories.Many(20));
        var all = await whole.GetAsync("/api/v1/events?limit=500");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (all.GetProperty("heldSince").ValueKind, all.GetProperty("heldSeconds").ValueKind));

        await using var server = await TestServer.StartAsync(Stories.Many(20), new CaptureLimits { Events = 10 });
        var page = await server.GetAsync("/api/v1/events");
        Assert.Equal(page.GetProperty("items").EnumerateArray().Last().GetProperty("time").GetString(), page.GetProperty("heldSince").GetString());
        Assert.InRange(page.GetProperty("heldSeconds").GetDouble(), 0, double.MaxValue);
    }

    [Fact]
    public async Task Stream_ReaderBehindTheHistory_BeginsWithALostLine()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(20), new CaptureLimits { Events = 10 });
        using var reader = await OpenStreamAsync(server, "/api/v1/events/stream?fromSeq=5");

        var lost = JsonDocument.Parse((await reader.ReadLineAsync())!).RootElement;
        var first = JsonDocument.Parse((await reader.ReadLineAsync())!).RootElement;

        Assert.Equal("lost", lost.GetProperty("kind").GetString());
        Assert.Equal("viewer late", lost.GetProperty("cause").GetString());
        Assert.Equal(45, lost.GetProperty("count").GetInt32());
        Assert.Equal(51, first.GetProperty("seq").GetInt32());
    }

    [Theory]
    [InlineData("filter=errno:ENONET")]
    [InlineData("fromSeq=soon")]
    public async Task Stream_BadInput_400BeforeAnyLine(string query)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync($"/api/v1/events/stream?{query}", 400);

        Assert.NotEmpty(answer.GetProperty("error").GetString()!);
    }

    private static async Task<StreamReader> OpenStreamAsync(TestServer server, string path)
    {
        var response = await server.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }
}
