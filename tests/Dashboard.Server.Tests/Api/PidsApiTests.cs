using System.Text.Json;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Api;

public sealed class PidsApiTests
{
    [Fact]
    public async Task Pid_UsedByThreeLives_ShowsThreeLives()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var ids));

        var answer = await server.GetAsync("/api/v1/pids/4312");

        var lives = answer.GetProperty("lives").EnumerateArray().ToList();
        Assert.Equal(ids.Select(id => id.ToString()), lives.Select(life => life.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, lives[0].GetProperty("reuseGapNs").ValueKind);
        // One event, the reap, lies between the exit and the next start: two milliseconds in a story.
        Assert.Equal(2_000_000, lives[1].GetProperty("reuseGapNs").GetInt64());
        Assert.Equal(JsonValueKind.Null, lives[2].GetProperty("to").ValueKind);
        Assert.Equal(["init", "ls"], lives[1].GetProperty("images").EnumerateArray().Select(i => i.GetProperty("comm").GetString()));
    }

    [Fact]
    public async Task Pid_NotSeen_HasNoLives()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync("/api/v1/pids/77");

        Assert.Equal(0, answer.GetProperty("lives").GetArrayLength());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("make")]
    [InlineData("99999999999")]
    public async Task Pid_NotANumber_400(string pid)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync($"/api/v1/pids/{pid}", 400);

        Assert.Contains("is not a pid", answer.GetProperty("error").GetString());
    }
}
