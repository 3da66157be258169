using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Api;

public sealed class OverviewApiTests
{
    [Fact]
    public async Task Overview_All_SaysWhatFailedWhatEndedAndWhoStartedIt()
    {
        var story = Stories.Many(3);
        // The clock of the feed is that of the machine.
        story.NowNs = Timestamp.From(DateTimeOffset.UtcNow).UnixNs - Story.EpochUnixNs - 10_000_000_000;
        for (var i = 0; i < 4; i++)
        {
            var broken = story.Fork(Stories.Init, 900 + i);
            story.FailExec(broken, "/no/such").Exit(broken, code: 127);
            story.NowNs += 1_000_000_000;
        }

        await using var server = await TestServer.StartAsync(story);

        var answer = await server.GetAsync("/api/v1/overview");

        Assert.Equal(
            ["from", "latestFrom", "to", "ended", "endedFailed", "failedPrograms", "failingPrograms", "failing", "recentlyEnded", "programs", "spawners", "storms", "lost"],
            answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, 1, 4), (answer.GetProperty("failedPrograms").GetInt32(), answer.GetProperty("failingPrograms").GetInt32(), answer.GetProperty("endedFailed").GetInt32()));
        var failing = Assert.Single(answer.GetProperty("failing").EnumerateArray());
        Assert.Equal("/no/such", failing.GetProperty("program").GetProperty("path").GetString());
        Assert.Equal("init", failing.GetProperty("parent").GetProperty("comm").GetString());
        Assert.Equal((4, true, true), (failing.GetProperty("failures").GetInt32(), failing.GetProperty("failing").GetBoolean(), failing.GetProperty("interval").GetProperty("regular").GetBoolean()));
        Assert.False(failing.GetProperty("crashed").GetBoolean());
        var reason = Assert.Single(failing.GetProperty("reasons").EnumerateArray());
        Assert.Equal(("ENOENT", 4), (reason.GetProperty("errno").GetString(), reason.GetProperty("count").GetInt32()));
        var last = answer.GetProperty("recentlyEnded")[0];
        Assert.Equal((127, "ENOENT", 1), (last.GetProperty("exit").GetProperty("exitCode").GetInt32(), last.GetProperty("errno").GetString(), last.GetProperty("parent").GetProperty("pid").GetInt32()));
    }

    [Fact]
    public async Task Overview_RecordingWithFilter_IsOfTheWholeRecording()
    {
        var feed = new FakeFeed();
        feed.Status = feed.Status with { Source = FeedSource.Replay };
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives), feed: feed);

        Assert.Equal(2, (await server.GetAsync("/api/v1/overview")).GetProperty("ended").GetInt32());
        Assert.Equal(1, (await server.GetAsync(TestServer.Query("/api/v1/overview", ("filter", $"under:{lives[0]}")))).GetProperty("ended").GetInt32());
    }

    [Theory]
    [InlineData("filter=errno:ENONET%20(", null)]
    [InlineData("from=now", "This path takes filter.")]
    public async Task Overview_BadInput_IsOneSentence(string query, string? hint)
    {
        await using var server = await TestServer.StartAsync(Stories.Many(1));

        var body = await server.GetAsync($"/api/v1/overview?{query}", 400);

        Assert.NotEmpty(body.GetProperty("error").GetString()!);
        if (hint is not null)
        {
            Assert.Equal(hint, body.GetProperty("hint").GetString());
        }
    }
}
