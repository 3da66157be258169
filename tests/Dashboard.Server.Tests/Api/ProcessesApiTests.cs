using System.Text.Json;
using Dashboard.Core.Model;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Api;

public sealed class ProcessesApiTests
{
    [Fact]
    public async Task GetProcess_Known_HasEveryFieldOfTheContract()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));

        var process = await server.GetAsync($"/api/v1/processes/{lives[1]}");

        string[] contract =
        [
            "id", "pid", "pidInNamespace", "start", "born", "parent", "currentParent", "comm", "images", "failedExecs", "threads", "state",
            "exit", "reaped", "lifetimeNs", "waitedNs", "uid", "user", "cgroup", "container", "session", "processGroup", "usage", "inferred",
        ];
        var names = process.EnumerateObject().Select(p => p.Name).ToList();
        Assert.Empty(contract.Except(names));
        Assert.Equal(lives[1].ToString(), process.GetProperty("id").GetString());
        Assert.Equal("fork", process.GetProperty("born").GetProperty("how").GetString());
        Assert.Equal(Stories.Init.ToString(), process.GetProperty("born").GetProperty("by").GetProperty("id").GetString());
        Assert.Equal("exited", process.GetProperty("state").GetString());
        Assert.Equal(1, process.GetProperty("exit").GetProperty("exitCode").GetInt32());
        Assert.Equal("init", process.GetProperty("reaped").GetProperty("by").GetProperty("comm").GetString());
        // An unknown value is present, and null.
        Assert.Equal(JsonValueKind.Null, process.GetProperty("uid").ValueKind);

        var image = process.GetProperty("images")[1];
        Assert.Equal(
            ["n", "time", "comm", "path", "interpreter", "exe", "args", "argCount", "argsTruncated", "execNs", "argsShed", "argsDropped", "pathShed", "redacted"],
            image.EnumerateObject().Select(p => p.Name));
        Assert.Equal("/bin/ls", image.GetProperty("path").GetString());

        var failed = process.GetProperty("failedExecs");
        Assert.Equal(2, failed.GetArrayLength());
        Assert.Empty(new[] { "time", "syscall", "path", "args", "errno", "ret", "lookup" }
            .Except(failed[0].EnumerateObject().Select(p => p.Name)));
        Assert.Equal("ENOENT", failed[0].GetProperty("errno").GetString());
        Assert.True(failed[0].GetProperty("lookup").GetBoolean());
    }

    [Fact]
    public async Task GetProcess_FromSnapshot_BirthIsNull()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var init = await server.GetAsync($"/api/v1/processes/{Stories.Init}");

        Assert.Equal(JsonValueKind.Null, init.GetProperty("born").ValueKind);
        Assert.Equal("running", init.GetProperty("state").GetString());
        Assert.Equal("/sbin/init", init.GetProperty("images")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task GetProcess_UnknownLife_404NamesTheOthers()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));

        var answer = await server.GetAsync("/api/v1/processes/4312-7", 404);

        Assert.Equal(lives.Select(id => id.ToString()), answer.GetProperty("lives").EnumerateArray().Select(id => id.GetString()));
        Assert.Contains("3 other lives", answer.GetProperty("hint").GetString());
    }

    [Theory]
    [InlineData("/api/v1/processes/4312", "is not the id of a process")]
    [InlineData("/api/v1/processes/x-y", "is not the id of a process")]
    [InlineData("/api/v1/processes?limit=0", "limit is a number from 1 to 1000")]
    [InlineData("/api/v1/processes?limit=1001", "limit is a number from 1 to 1000")]
    [InlineData("/api/v1/processes?limit=ten", "limit is a number from 1 to 1000")]
    [InlineData("/api/v1/processes?state=asleep", "There is no state \"asleep\"")]
    [InlineData("/api/v1/processes?cursor=rubbish", "The cursor is not one of this list")]
    [InlineData("/api/v1/processes?cursor=ZTI1", "The cursor is not one of this list")]
    [InlineData("/api/v1/processes?fliter=comm:x", "There is no parameter \"fliter\"")]
    [InlineData("/api/v1/processes?limit=1&limit=2", "limit is given 2 times")]
    public async Task Processes_BadInput_400WithHint(string path, string error)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync(path, 400);

        Assert.Contains(error, answer.GetProperty("error").GetString());
        Assert.NotEmpty(answer.GetProperty("hint").GetString()!);
        Assert.False(answer.TryGetProperty("position", out _));
    }

    [Fact]
    public async Task Processes_BadFilter_400WithPosition()
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync(TestServer.Query("/api/v1/processes", ("filter", "errno:ENONET")), 400);

        Assert.Contains("ENONET", answer.GetProperty("error").GetString());
        Assert.Equal(6, answer.GetProperty("position").GetInt32());
        Assert.Contains("ENOENT", answer.GetProperty("hint").GetString());
    }

    [Fact]
    public async Task Processes_FilterAndState_Narrow()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));

        var byComm = await server.GetAsync(TestServer.Query("/api/v1/processes", ("filter", "comm:ls")));
        var running = await server.GetAsync(TestServer.Query("/api/v1/processes", ("filter", "comm:ls"), ("state", "running")));
        var gone = await server.GetAsync(TestServer.Query("/api/v1/processes", ("state", "exited,zombie")));

        Assert.Equal(3, byComm.GetProperty("total").GetInt32());
        Assert.Equal([lives[2].ToString()], Ids(running));
        Assert.Equal([lives[1].ToString(), lives[0].ToString()], Ids(gone));
    }

    [Fact]
    public async Task Processes_PagesWhileNewOnesArrive_NoneTwiceNoneMissing()
    {
        var story = Stories.Many(25);
        await using var server = await TestServer.StartAsync(story);
        var before = Ids(await server.GetAsync("/api/v1/processes?limit=1000"));

        var seen = new List<string>();
        string? cursor = null;
        var firstPid = 5000;
        do
        {
            var page = await server.GetAsync("/api/v1/processes?limit=7" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(Ids(page));
            cursor = page.GetProperty("next").GetString();
            await server.FeedAsync(Stories.More(story, 5, firstPid += 5));
        }
        while (cursor is not null);

        Assert.Equal(before, seen);
    }

    [Fact]
    public async Task Processes_Default_NewestFirstHundred()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(150));

        var page = await server.GetAsync("/api/v1/processes");

        var ids = Ids(page);
        Assert.Equal(100, ids.Count);
        Assert.Equal(151, page.GetProperty("total").GetInt32());
        var starts = ids.Select(id => ProcessId.TryParse(id, out var parsed) ? parsed.StartNs : 0).ToList();
        Assert.Equal(starts.OrderDescending(), starts);
    }

    [Fact]
    public async Task Processes_WithLongArguments_ComeInShorterPages()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        for (var i = 0; i < 40; i++)
        {
            var process = story.Fork(init, 100 + i);
            story.Exec(process, "/bin/tool", [.. Enumerable.Repeat("a", 15_000), $"{i}"]);
        }

        await using var server = await TestServer.StartAsync(story);
        var pages = new List<List<string>>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync("/api/v1/processes?limit=1000" + (cursor is null ? "" : $"&cursor={cursor}"));
            Assert.Equal(41, page.GetProperty("total").GetInt32());
            Assert.Equal(15_001, page.GetProperty("items")[0].GetProperty("images")[1].GetProperty("args").GetArrayLength());
            pages.Add(Ids(page));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null && pages.Count < 10);

        Assert.InRange(pages.Count, 3, 9);
        Assert.Equal(41, pages.SelectMany(p => p).Distinct().Count());
    }

    [Fact]
    public async Task Pid_OfManyLivesWithLongArguments_LeavesThoseOfTheOldestOut()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        for (var i = 0; i < 40; i++)
        {
            var process = story.Fork(init, 100);
            story.Exec(process, "/bin/tool", [.. Enumerable.Repeat("a", 15_000), $"{i}"]).Exit(process).Reap(process);
        }

        await using var server = await TestServer.StartAsync(story);
        var lives = (await server.GetAsync("/api/v1/pids/100")).GetProperty("lives").EnumerateArray().Select(l => l.GetProperty("images")[1]).ToList();

        Assert.Equal(40, lives.Count);
        Assert.Equal((0, true, 15_001), (lives[0].GetProperty("args").GetArrayLength(), lives[0].GetProperty("argsTruncated").GetBoolean(), lives[0].GetProperty("argCount").GetInt32()));
        Assert.Equal((false, false), (lives[0].GetProperty("argsDropped").GetBoolean(), lives[0].GetProperty("argsShed").GetBoolean()));
        Assert.Equal((15_001, false), (lives[^1].GetProperty("args").GetArrayLength(), lives[^1].GetProperty("argsTruncated").GetBoolean()));
    }

    private static List<string> Ids(JsonElement page)
        => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
