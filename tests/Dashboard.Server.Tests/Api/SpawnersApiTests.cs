using Dashboard.Core.History;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Api;

public sealed class SpawnersApiTests
{
    [Fact]
    public async Task Spawners_All_SaysWhoStartsWhatHowOftenAndHowItEnds()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));

        var answer = await server.GetAsync("/api/v1/spawners");

        Assert.Equal(["from", "to", "starts", "unseen", "total", "groups", "argsIncomplete"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal((3, 0, 1), (answer.GetProperty("starts").GetInt32(), answer.GetProperty("unseen").GetInt32(), answer.GetProperty("total").GetInt32()));
        var group = Assert.Single(answer.GetProperty("groups").EnumerateArray());
        Assert.Equal(
            ["parent", "started", "kind", "count", "parents", "first", "last", "interval", "ended", "exitKnown", "failed", "cpuNs", "cpuKnown", "example"],
            group.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"comm":"init","path":"/sbin/init"}""", group.GetProperty("parent").GetRawText());
        Assert.Equal("""{"comm":"ls","path":"/bin/ls"}""", group.GetProperty("started").GetRawText());
        Assert.Equal("exec", group.GetProperty("kind").GetString());
        Assert.Equal((3, 1), (group.GetProperty("count").GetInt32(), group.GetProperty("parents").GetInt32()));

        // Each life has seven events, one per millisecond; three starts are too few for a rhythm.
        Assert.Equal("""{"medianNs":7000000,"spreadNs":0,"regular":null}""", group.GetProperty("interval").GetRawText());
        Assert.Equal((2, 2, 1), (group.GetProperty("ended").GetInt32(), group.GetProperty("exitKnown").GetInt32(), group.GetProperty("failed").GetInt32()));
        Assert.Equal(lives[2].ToString(), group.GetProperty("example").GetString());
    }

    [Fact]
    public async Task Spawners_FilterAndRange_CountOnlyThose()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));
        var second = server.Capture.Store.Read(view => view.Processes.Find(lives[1])!.Start);

        Assert.Equal(1, (await server.GetAsync(TestServer.Query("/api/v1/spawners", ("filter", $"under:{lives[1]}")))).GetProperty("starts").GetInt32());
        var later = await server.GetAsync($"/api/v1/spawners?from={second}");
        Assert.Equal(2, later.GetProperty("starts").GetInt32());
        Assert.Equal(second.ToString(), later.GetProperty("from").GetString());
        Assert.Equal(1, (await server.GetAsync($"/api/v1/spawners?to={second}")).GetProperty("starts").GetInt32());
    }

    [Fact]
    public async Task Spawners_OldOnesForgotten_SaysSinceWhenItCounts()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(20), new CaptureLimits { ExitedProcesses = 5 });

        var answer = await server.GetAsync("/api/v1/spawners?from=2000-01-01T00:00:00Z");

        Assert.Equal(server.Capture.Store.Read(view => view.Processes.HeldSince).ToString(), answer.GetProperty("from").GetString());
        Assert.Equal(4, answer.GetProperty("starts").GetInt32());
    }

    [Fact]
    public async Task Spawners_SortAndLimit_GiveTheFirstOfTheirOrder()
    {
        var story = Stories.Many(3);
        var broken = story.Fork(Stories.Init, 900);
        story.Exec(broken, "/bin/false").Exit(broken, code: 1);
        await using var server = await TestServer.StartAsync(story);

        var answer = await server.GetAsync("/api/v1/spawners?sort=failed&limit=1");

        Assert.Equal(2, answer.GetProperty("total").GetInt32());
        Assert.Equal("false", Assert.Single(answer.GetProperty("groups").EnumerateArray()).GetProperty("started").GetProperty("comm").GetString());
    }

    [Theory]
    [InlineData("sort=age", "sort takes starts, failed or cpu.")]
    [InlineData("filter=errno:ENONET%20(", null)]
    [InlineData("from=yesterday", null)]
    [InlineData("by=comm", "This path takes filter, from, to, sort, limit.")]
    public async Task Spawners_BadInput_IsOneSentence(string query, string? hint)
    {
        await using var server = await TestServer.StartAsync(Stories.Many(1));

        var body = await server.GetAsync($"/api/v1/spawners?{query}", 400);

        Assert.NotEmpty(body.GetProperty("error").GetString()!);
        if (hint is not null)
        {
            Assert.Equal(hint, body.GetProperty("hint").GetString());
        }
    }
}
