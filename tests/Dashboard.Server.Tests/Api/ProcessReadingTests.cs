using System.Text.Json;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Api;

/// <summary>"now" of a process: read on request, and only for live processes.</summary>
public sealed class ProcessReadingTests
{
    private readonly FakeProcessReader _readings = new(_ => new ProcessReading
    {
        ReadAt = new Timestamp(1_700_000_000_000_000_000),
        DurationNs = 1_200_000_000,
        Title = "init: waiting\0\0",
        Nice = 5,
        Unreadable = [new("exe", "EACCES", "needs CAP_SYS_PTRACE")],
    });

    [Fact]
    public async Task GetProcess_Running_HasWhatWasReadAndWhen()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _), readings: _readings);

        var now = (await server.GetAsync($"/api/v1/processes/{Stories.Init}")).GetProperty("now");

        Assert.Equal([Stories.Init], _readings.Asked);
        Assert.Equal("2023-11-14T22:13:20.000000000Z", now.GetProperty("readAt").GetString());
        Assert.Equal(1_200_000_000, now.GetProperty("durationNs").GetInt64());
        Assert.Equal("init: waiting", now.GetProperty("title").GetString());
        Assert.Equal(5, now.GetProperty("nice").GetInt32());
        Assert.Equal(JsonValueKind.Null, now.GetProperty("exe").ValueKind);
        Assert.Equal(JsonValueKind.Null, now.GetProperty("environment").ValueKind);
        var missing = now.GetProperty("unreadable")[0];
        Assert.Equal(("exe", "EACCES", "needs CAP_SYS_PTRACE"),
            (missing.GetProperty("fact").GetString(), missing.GetProperty("errno").GetString(), missing.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task GetProcess_Exited_ReadsNothing()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives), readings: _readings);

        Assert.False((await server.GetAsync($"/api/v1/processes/{lives[1]}")).TryGetProperty("now", out _));
        Assert.Empty(_readings.Asked);
    }

    [Fact]
    public async Task GetProcesses_OfMany_ReadsNothing()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _), readings: _readings);

        Assert.All((await server.GetAsync("/api/v1/processes")).GetProperty("items").EnumerateArray(), item => Assert.False(item.TryGetProperty("now", out _)));
        Assert.Empty(_readings.Asked);
    }

    [Fact]
    public async Task GetProcess_OfARecording_HasNoNow()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        Assert.False((await server.GetAsync($"/api/v1/processes/{Stories.Init}")).TryGetProperty("now", out _));
    }
}
