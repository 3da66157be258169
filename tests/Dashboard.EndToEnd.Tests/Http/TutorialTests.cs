using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Http;

/// <summary>The tutorial's programs in the HTTP API, on the real kernel.</summary>
[Collection(Alone.Name)]
public sealed class TutorialTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Processes_ExecTest_IsOnePidWithTwoPrograms()
    {
        await using var program = Child.Start(Repository.Scenario("exec_test"));
        Assert.Equal(0, await program.Ended());

        var life = await ExitedLife(program.Pid);
        Assert.Equal(["exec_test", "id"], Comms(life)[1..]);
        Assert.Equal("/bin/id", life.GetProperty("images")[2].GetProperty("path").GetString());
        Assert.Equal(["/bin/id"], Strings(life.GetProperty("images")[2].GetProperty("args")));
        Assert.Equal(0, life.GetProperty("exit").GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Processes_ForkExecTest_IsTwoProcesses()
    {
        await using var program = Child.Start(Repository.Scenario("fork_exec_test"));
        Assert.Equal(0, await program.Ended());

        var parent = await ExitedLife(program.Pid);
        Assert.Equal(["fork_exec_test"], Comms(parent)[1..]);
        var child = await Eventually.Get(async () => Items(await live.Server.Get($"/processes?filter=ppid:{program.Pid}+comm:id")).SingleOrDefault() is { ValueKind: JsonValueKind.Object } found ? found.ToString() : null, "the child");
        var childJson = JsonDocument.Parse(child).RootElement;
        Assert.NotEqual(program.Pid, childJson.GetProperty("pid").GetInt32());
        Assert.Equal(parent.GetProperty("id").GetString(), childJson.GetProperty("parent").GetProperty("id").GetString());
        Assert.Equal(["fork_exec_test", "id"], Comms(childJson));
    }

    [Fact]
    public async Task Processes_ExecOfNothing_ShowsEnoentAndTheImageLivesOn()
    {
        await using var program = Child.Start(Repository.Scenario("exec_missing"));
        await program.Ended();

        var life = await ExitedLife(program.Pid);
        Assert.Equal(["exec_missing"], Comms(life)[1..]);
        var failure = Assert.Single(life.GetProperty("failedExecs").EnumerateArray());
        Assert.Equal("ENOENT", failure.GetProperty("errno").GetString());
        Assert.Equal(-2, failure.GetProperty("ret").GetInt64());
        Assert.Equal("/no/such/program", failure.GetProperty("path").GetString());
        Assert.Equal("execve", failure.GetProperty("syscall").GetString());
    }

    [Fact]
    public async Task Pids_ThreeLivesOfOneNumber_AreThreeLives()
    {
        var output = await Child.Run(Repository.Scenario("pid_reuse"), "3");
        var pid = int.Parse(output[0]);

        var lives = await Eventually.Get(
            async () =>
            {
                var answer = await live.Server.Get($"/pids/{pid}");
                var ended = answer.GetProperty("lives").EnumerateArray().Where(l => l.GetProperty("to").ValueKind != JsonValueKind.Null).ToList();
                return ended.Count >= 3 ? ended[^3..] : null;
            },
            $"three lives of pid {pid}");

        Assert.Equal(3, lives.Select(l => l.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(lives, l => Assert.StartsWith($"{pid}-", l.GetProperty("id").GetString()));
        Assert.All(lives.Skip(1), l => Assert.True(l.GetProperty("reuseGapNs").GetInt64() >= 0));
        for (var i = 1; i < 3; i++)
        {
            Assert.True(string.CompareOrdinal(lives[i - 1].GetProperty("to").GetString(), lives[i].GetProperty("from").GetString()) <= 0);
        }
    }

    private async Task<JsonElement> ExitedLife(int pid)
    {
        var text = await Eventually.Get(
            async () => Items(await live.Server.Get($"/processes?filter=pid:{pid}&state=zombie,exited")).FirstOrDefault() is { ValueKind: JsonValueKind.Object } found ? found.ToString() : null,
            $"the exit of pid {pid}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static IEnumerable<JsonElement> Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static string[] Comms(JsonElement process)
        => [.. process.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("comm").GetString()!)];

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];
}
