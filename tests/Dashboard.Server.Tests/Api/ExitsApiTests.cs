using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Api;

public sealed class ExitsApiTests
{
    [Fact]
    public async Task Exits_All_AreFailedOnesByCodeAndSignalWithStarterAndSender()
    {
        await using var server = await TestServer.StartAsync(Ends(out var last));

        var answer = await server.GetAsync("/api/v1/exits");

        Assert.Equal(["from", "to", "total", "failed", "killed", "groups", "argsIncomplete"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal((5, 4, 1), (answer.GetProperty("total").GetInt32(), answer.GetProperty("failed").GetInt32(), answer.GetProperty("killed").GetInt32()));
        var groups = answer.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal(
            ["exitCode", "signal", "signalName", "oom", "comm", "startedBy", "sentBy", "count", "first", "last", "example", "otherNames"],
            groups[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal((3, "backup", "init", 3), (groups[0].GetProperty("exitCode").GetInt32(), groups[0].GetProperty("comm").GetString(), groups[0].GetProperty("startedBy").GetString(), groups[0].GetProperty("count").GetInt32()));
        Assert.Equal(last.ToString(), groups[0].GetProperty("example").GetString());
        Assert.Equal(("SIGKILL", "init"), (groups[1].GetProperty("signalName").GetString(), groups[1].GetProperty("sentBy").GetString()));
    }

    [Fact]
    public async Task Exits_FilterAndRange_CountOnlyThose()
    {
        await using var server = await TestServer.StartAsync(Ends(out var last));
        var start = server.Capture.Store.Read(view => view.Processes.Find(last)!.Start);

        Assert.Equal(1, (await server.GetAsync(TestServer.Query("/api/v1/exits", ("filter", "signal:SIGKILL")))).GetProperty("failed").GetInt32());
        Assert.Equal(2, (await server.GetAsync($"/api/v1/exits?from={start}")).GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Exits_HistoryHasEvicted_StayExactWithoutAFilter()
    {
        await using var server = await TestServer.StartAsync(Ends(out _), new CaptureLimits { Events = 3 });

        Assert.Equal(4, (await server.GetAsync("/api/v1/exits")).GetProperty("failed").GetInt32());

        // With a filter, only the events that are held: the answer says since when.
        var filtered = await server.GetAsync("/api/v1/exits?filter=is:failed");
        Assert.Equal(server.Capture.Store.Read(view => view.Events.HeldSince).ToString(), filtered.GetProperty("from").GetString());
    }

    [Theory]
    [InlineData("filter=dur:fast")]
    [InlineData("from=then")]
    [InlineData("by=comm")]
    public async Task Exits_BadInput_IsRefused(string query)
    {
        await using var server = await TestServer.StartAsync();

        Assert.NotEmpty((await server.GetAsync($"/api/v1/exits?{query}", 400)).GetProperty("error").GetString()!);
    }

    private static Story Ends(out ProcessId last)
    {
        var story = new Story();
        story.Snapshot(1, "init", null, "/sbin/init");
        last = default;
        for (var i = 0; i < 3; i++)
        {
            last = story.Fork(Stories.Init, 300 + i);
            story.Exec(last, "/bin/backup").Exit(last, 3);
        }

        var fine = story.Fork(Stories.Init, 310);
        story.Exec(fine, "/bin/true").Exit(fine);
        var server = story.Fork(Stories.Init, 311);
        story.Exec(server, "/bin/server").Exit(server, signal: 9, by: new ProcessReference(Stories.Init, 1, "init"));
        return story;
    }
}
