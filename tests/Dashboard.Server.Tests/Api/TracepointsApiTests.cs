using System.Text.Json;
using Dashboard.Core.Feeds;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Server.Tests.Api;

public sealed class TracepointsApiTests
{
    [Fact]
    public async Task Tracepoints_Live_EachProbeWithItsFormatWhereItCanBeRead()
    {
        await using var server = await TestServer.StartAsync();

        var items = (await server.GetAsync("/api/v1/tracepoints")).GetProperty("items");

        Assert.Equal(2, items.GetArrayLength());
        var fork = items[0];
        Assert.Equal("sched:sched_process_fork", fork.GetProperty("name").GetString());
        Assert.Equal(12, fork.GetProperty("hits").GetInt32());
        Assert.False(items[1].GetProperty("attached").GetBoolean());
        Assert.Contains("OOM", items[1].GetProperty("reason").GetString());
        if (Tracefs.Find()?.Read("sched:sched_process_fork") is { } format)
        {
            Assert.Equal(format.Id, fork.GetProperty("id").GetInt32());
            Assert.Equal(format.Raw, fork.GetProperty("raw").GetString());
            Assert.Contains("parent_pid", fork.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        }
        else
        {
            Assert.Equal(JsonValueKind.Null, fork.GetProperty("id").ValueKind);
        }
    }

    [Fact]
    public async Task Tracepoints_Replay_NoneAndTheReason()
    {
        var feed = new FakeFeed();
        feed.Status = feed.Status with { Source = FeedSource.Replay, Probes = [] };
        await using var server = await TestServer.StartAsync(feed: feed);

        var answer = await server.GetAsync("/api/v1/tracepoints");

        Assert.Equal(0, answer.GetProperty("items").GetArrayLength());
        Assert.Contains("recording", answer.GetProperty("reason").GetString());
    }
}
