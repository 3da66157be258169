using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Api;

public sealed class StatusApiTests
{
    [Fact]
    public async Task Status_MemoryRanOutInTheWriter_CountsTheLossAndTheCaptureGoesOn()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        await using var server = await TestServer.StartAsync(story);

        var failing = story.Fork(init, 10);
        story.Add(failing, new ExecExitEvent { Args = new ExhaustingList(0) });
        await server.FeedAsync(story);
        story.Fork(story.Snapshot(1, "init"), 11);
        await server.FeedAsync(story);

        var status = await server.GetAsync("/api/v1/status");
        Assert.Equal(1, status.GetProperty("lost").GetProperty("out of memory").GetInt64());
        Assert.Equal(2, status.GetProperty("events").GetProperty("fork").GetInt64());
        Assert.Equal(1, (await server.GetAsync("/api/v1/processes?filter=pid:11")).GetProperty("total").GetInt32());
        Assert.False(server.Capture.HasFailed);
    }

    [Fact]
    public async Task Status_Live_HasEveryFieldOfTheContract()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var status = await server.GetAsync("/api/v1/status");

        string[] contract =
            ["source", "kernel", "attachedAt", "bootId", "uptime", "events", "lost", "ring", "lagMs", "probes", "viewers", "memory"];
        Assert.Empty(contract.Except(status.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("bpf", status.GetProperty("source").GetString());
        Assert.Equal(3, status.GetProperty("events").GetProperty("fork").GetInt32());
        Assert.Equal(0, status.GetProperty("events").GetProperty("lost").GetInt32());
        Assert.Equal(8 << 20, status.GetProperty("ring").GetProperty("size").GetInt32());
        Assert.True(status.GetProperty("memory").GetInt64() > 0);
        var probe = status.GetProperty("probes")[0];
        Assert.Equal("sched:sched_process_fork", probe.GetProperty("name").GetString());
        Assert.Equal(240.5, probe.GetProperty("averageNs").GetDouble());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("notice").ValueKind);
    }

    [Fact]
    public async Task Status_OfADamagedRecording_NamesTheFirstBadLinesAndTheProgress()
    {
        await using var server = await TestServer.StartAsync();
        server.Feed.Status = server.Feed.Status with { Source = FeedSource.Replay, Progress = 0.5, Problems = ["Line 5 of the recording was skipped: it is not JSON."] };

        var status = await server.GetAsync("/api/v1/status");

        Assert.Equal(0.5, status.GetProperty("recordingProgress").GetDouble());
        Assert.Equal("Line 5 of the recording was skipped: it is not JSON.", status.GetProperty("recordingProblems")[0].GetString());
    }

    [Fact]
    public async Task Status_LooksAtTheCost_AndNothingElseDoes()
    {
        await using var server = await TestServer.StartAsync();
        server.Feed.Status = server.Feed.Status with { ReaderCpuNs = 5_000_000 };
        await server.GetAsync("/api/v1/processes");
        Assert.Equal(0, server.Feed.Looks);

        var cpu = (await server.GetAsync("/api/v1/status")).GetProperty("cpu");
        await server.GetAsync("/api/v1/tracepoints");

        Assert.Equal(2, server.Feed.Looks);
        Assert.True(cpu.GetProperty("process").GetDouble() >= 0);
        Assert.True(cpu.GetProperty("reader").GetDouble() >= 0);
    }

    [Fact]
    public async Task Status_KernelFilter_IsNamed()
    {
        await using var server = await TestServer.StartAsync();
        server.Feed.Status = server.Feed.Status with { Filter = new KernelFilter { Under = 4312, Uid = 0 } };

        var filters = (await server.GetAsync("/api/v1/status")).GetProperty("kernelFilters");

        Assert.Equal(["under 4312", "uid 0"], filters.EnumerateArray().Select(f => f.GetString()));
    }

    [Fact]
    public async Task Status_Limits_AreNamed()
    {
        await using var server = await TestServer.StartAsync();
        server.Feed.Status = server.Feed.Status with
        {
            Limits = [new CaptureLimit("exit_execve", "Failed execs are not seen.")],
            Probes = [new ProbeStatus("syscalls:sys_exit_fork", false, "This architecture has no such system call.", 0, null) { Needed = false }],
        };

        var status = await server.GetAsync("/api/v1/status");

        var limit = Assert.Single(status.GetProperty("limits").EnumerateArray());
        Assert.Equal(("exit_execve", "Failed execs are not seen."), (limit.GetProperty("of").GetString(), limit.GetProperty("sentence").GetString()));
        Assert.False(status.GetProperty("probes")[0].GetProperty("needed").GetBoolean());
    }

    [Fact]
    public async Task Status_FeedLost_SaysSoBeforeTheStreamDoes()
    {
        await using var server = await TestServer.StartAsync();
        server.Feed.Status = server.Feed.Status with { Lost = new Dictionary<string, long> { ["ring full"] = 17 } };

        var status = await server.GetAsync("/api/v1/status");

        Assert.Equal(17, status.GetProperty("lost").GetProperty("ring full").GetInt32());
    }

    [Fact]
    public async Task Status_Notice_IsReported()
    {
        await using var server = await TestServer.StartAsync(notice: new CaptureNotice("No BTF.", "Use a kernel with BTF."));

        var notice = (await server.GetAsync("/api/v1/status")).GetProperty("notice");

        Assert.Equal("No BTF.", notice.GetProperty("problem").GetString());
        Assert.Equal("Use a kernel with BTF.", notice.GetProperty("fix").GetString());
    }

    [Fact]
    public async Task Healthz_Capturing_200WithoutToken()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.NewClient().GetAsync("/healthz");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("""{"status":"capturing"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Healthz_FeedDied_503AndTheNoticeSaysWhy()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(1));

        server.Feed.End(new IOException("The ring buffer is gone."));
        await Eventually.BecomesTrueAsync(() => server.Capture.HasFailed, "the failure is noticed");
        var answer = await server.GetAsync("/healthz", 503);

        Assert.Contains("The ring buffer is gone", answer.GetProperty("error").GetString());
        Assert.Equal(answer.GetProperty("error").GetString(), server.Capture.Notice!.Problem);
        // The captured events are still there.
        Assert.Equal(3, (await server.GetAsync("/api/v1/events")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Status_Memory_IsTheBudgetAndItsParts()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(20), new CaptureLimits { MemoryBytes = 64_000_000 });

        var memory = (await server.GetAsync("/api/v1/status")).GetProperty("memoryBudget");

        long Bytes(string part) => memory.GetProperty(part).GetInt64();
        Assert.Equal(64_000_000, Bytes("budget"));
        Assert.Equal(Bytes("used"), Bytes("arguments") + Bytes("events") + Bytes("processes") + Bytes("failures") + Bytes("recent") + Bytes("other"));
        Assert.InRange(Bytes("events"), 1, Bytes("budget"));
    }

    [Fact]
    public async Task UnknownPath_404InJson()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync("/api/v1/proceses", 404);

        Assert.Contains("/api/v1/proceses", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task OpenApi_Document_NamesEachPathAndItsSchemas()
    {
        await using var server = await TestServer.StartAsync();

        var document = await server.GetAsync("/openapi/v1.json");

        Assert.Equal(
            [
                "/api/v1/errnos", "/api/v1/events", "/api/v1/events/export", "/api/v1/events/stream", "/api/v1/exits", "/api/v1/overview", "/api/v1/pids/{pid}", "/api/v1/processes",
                "/api/v1/processes/{id}", "/api/v1/programs", "/api/v1/secrets", "/api/v1/spawners", "/api/v1/status", "/api/v1/tracepoints", "/healthz", "/logout", "/metrics",
            ],
            document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal("string", schemas.GetProperty("ProcessId").GetProperty("type").GetString());
        Assert.Equal("integer", schemas.GetProperty("ProcessResponse").GetProperty("properties").GetProperty("pid").GetProperty("type").GetString());
        Assert.Contains("ExecExitEvent", schemas.GetRawText());
    }
}
