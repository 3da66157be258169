using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Metrics;

public sealed class MetricsApiTests
{
    [Fact]
    public async Task Metrics_Live_HaveTheFiguresOfTheStatus()
    {
        var story = Stories.ThreeLives(out _);
        story.Lost(7, "ring full");
        await using var server = await TestServer.StartAsync(story);

        var status = await server.GetAsync("/api/v1/status");
        var metrics = await MetricsAsync(server);

        foreach (var kind in status.GetProperty("events").EnumerateObject())
        {
            Assert.Equal(kind.Value.GetDouble(), metrics[$"lifecycle_events_total{{kind=\"{kind.Name}\"}}"]);
        }

        Assert.Equal(7, metrics["lifecycle_events_lost_total{cause=\"ring full\"}"]);
        Assert.Equal(status.GetProperty("processes").GetProperty("live").GetDouble(), metrics["lifecycle_processes{state=\"running\"}"]);
        Assert.Equal(status.GetProperty("processes").GetProperty("exited").GetDouble(), metrics["lifecycle_processes{state=\"exited\"}"]);
        Assert.Equal(status.GetProperty("ring").GetProperty("size").GetDouble(), metrics["lifecycle_ring_size_bytes"]);
        Assert.Equal(status.GetProperty("memoryBudget").GetProperty("budget").GetDouble(), metrics["lifecycle_memory_budget_bytes"]);
        Assert.Equal(1, metrics["lifecycle_capture_up"]);
        Assert.Equal(1, metrics["lifecycle_probe_attached{probe=\"sched:sched_process_fork\"}"]);
        Assert.True(metrics["process_cpu_seconds_total"] > 0);
    }

    [Fact]
    public async Task Metrics_AfterMoreEvents_HaveGrown()
    {
        var story = Stories.ThreeLives(out _);
        await using var server = await TestServer.StartAsync(story);
        var before = (await MetricsAsync(server))["lifecycle_events_total{kind=\"fork\"}"];

        var more = new Story();
        more.Fork(more.Snapshot(1, "init"), 4_000);
        await server.FeedAsync(more);

        Assert.Equal(before + 1, (await MetricsAsync(server))["lifecycle_events_total{kind=\"fork\"}"]);
    }

    [Fact]
    public async Task Metrics_WhatIsNotKnown_HasNoSample()
    {
        await using var server = await TestServer.StartAsync();
        server.Feed.Status = server.Feed.Status with { Source = FeedSource.Replay, Ring = null };

        var metrics = await MetricsAsync(server);

        Assert.DoesNotContain("lifecycle_ring_size_bytes", metrics.Keys);
        Assert.DoesNotContain("lifecycle_ingest_lag_seconds", metrics.Keys);
        Assert.Contains(metrics.Keys, name => name.StartsWith("lifecycle_capture_info{source=\"replay\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_TheSourceHasFailed_SayThatItIsDown()
    {
        await using var server = await TestServer.StartAsync();
        server.Capture.Fail(new CaptureNotice("The reader has ended.", "Start it again."));

        Assert.Equal(0, (await MetricsAsync(server))["lifecycle_capture_up"]);
    }

    [Fact]
    public async Task Metrics_ACauseWithQuotesAndLines_StaysOneSample()
    {
        var story = new Story();
        story.Lost(1, "a\"} 9\nprocess_cpu_seconds_total 9\\");
        await using var server = await TestServer.StartAsync(story);

        Assert.Equal(1, (await MetricsAsync(server))["lifecycle_events_lost_total{cause=\"a\\\"} 9\\nprocess_cpu_seconds_total 9\\\\\"}"]);
    }

    private static async Task<Dictionary<string, double>> MetricsAsync(TestServer server)
    {
        using var response = await server.Client.GetAsync("/metrics");
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#');
        return lines.ToDictionary(l => l[..l.LastIndexOf(' ')], l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
