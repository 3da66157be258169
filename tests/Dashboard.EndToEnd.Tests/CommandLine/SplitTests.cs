using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Readings;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>Two processes: no thread of the server has a privilege, and what is shown is what root would show.</summary>
[Collection(Alone.Name)]
public sealed class SplitTests(SplitServer split) : IClassFixture<SplitServer>
{
    private const string None = "0000000000000000";

    /// <summary>CAP_DAC_READ_SEARCH, CAP_KILL, CAP_SYS_PTRACE, CAP_SYS_ADMIN, CAP_SYS_NICE and CAP_BPF.</summary>
    private const string Kept = "0000008000a80024";

    [Fact]
    public async Task Server_UnderLoad_HasNoPrivilegeInAnyThread()
    {
        await using var load = Child.Start("/bin/sh", "-c", "i=0; while [ $i -lt 2000 ]; do /bin/true; i=$((i+1)); done");
        await using var browser = await BrowserSession.Open(split.Server, "/events?q=path:/bin/true");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("/bin/true");
        await load.Ended();

        var threads = Directory.GetDirectories($"/proc/{split.ServerPid}/task");
        Assert.True(threads.Length > 5, $"{threads.Length} threads");
        Assert.All(threads, thread =>
        {
            var status = SplitServer.StatusOf(thread);
            Assert.DoesNotContain("0", status["Uid"].Split('\t'));
            Assert.DoesNotContain("0", status["Gid"].Split('\t'));
            Assert.Equal("", status["Groups"]);
            Assert.Equal([None, None, None, None, None], new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" }.Select(set => status[set]));
            Assert.Equal("1", status["NoNewPrivs"]);
        });
        browser.AssertClean();
    }

    [Fact]
    public void PrivilegedPart_OnceItHasAttached_KeepsWhatItsAnswersTake()
    {
        var status = SplitServer.StatusOf($"/proc/{split.PartPid}");
        Assert.Equal("lifecycle-captu", status["Name"]);
        Assert.Equal("1", status["Threads"]);
        Assert.Equal([None, Kept, Kept, None, None], new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" }.Select(set => status[set]));
        Assert.Equal(("1", "2"), (status["NoNewPrivs"], status["Seccomp"]));
        Assert.Matches(@"Max core file size +0 +0 ", File.ReadAllText($"/proc/{split.PartPid}/limits"));
    }

    [Fact]
    public async Task Facts_OfAnotherUser_AreThere()
    {
        await using var earlier = Child.Start("sleep", ["600"], new() { ["SPLIT_SHOWN"] = "it is" }, folder: "/usr");
        await using var own = await SplitServer.Start();
        var id = await ReadingServer.IdOf(own.Server, $"pid:{earlier.Pid}");
        var details = await own.Server.Get($"/processes/{id}");
        var row = (await own.Server.Get($"/processes?filter=pid:{earlier.Pid}")).GetProperty("items")[0];
        var now = details.GetProperty("now");

        Assert.Equal("/usr", row.GetProperty("cwd").GetString());
        Assert.Matches("/sleep$|/coreutils$", row.GetProperty("images")[0].GetProperty("path").GetString());
        Assert.Equal(JsonValueKind.Number, row.GetProperty("images")[0].GetProperty("exe").GetProperty("inode").ValueKind);
        Assert.Equal(File.ReadLines($"/proc/{earlier.Pid}/cgroup").Last(line => line.StartsWith("0::", StringComparison.Ordinal))[3..], row.GetProperty("cgroup").GetString());
        Assert.Equal("/usr", now.GetProperty("cwd").GetString());
        Assert.Equal("/", now.GetProperty("root").GetString());
        Assert.Equal("root", now.GetProperty("user").GetString());
        Assert.Contains(now.GetProperty("environment").EnumerateArray(), v => v.GetProperty("name").GetString() == "SPLIT_SHOWN" && v.GetProperty("value").GetString() == "it is");
        Assert.True(now.GetProperty("namespaces").GetArrayLength() > 5);
        Assert.Empty(now.GetProperty("unreadable").EnumerateArray());
    }

    [Fact]
    public async Task Probes_AreAttachedMeasuredAndHaveTheirFormats()
    {
        await split.Server.Get("/tracepoints");
        await Child.Run("/bin/true");
        var status = await split.Server.Get("/status");
        Assert.Equal("bpf", status.GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("runTimesUnknown").ValueKind);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("notice").ValueKind);

        var tracepoints = (await split.Server.Get("/tracepoints")).GetProperty("items").EnumerateArray().ToList();
        var exec = tracepoints.Single(t => t.GetProperty("name").GetString() == "syscalls:sys_enter_execve");
        Assert.True(exec.GetProperty("attached").GetBoolean());
        Assert.Equal(File.ReadAllText("/sys/kernel/tracing/events/syscalls/sys_enter_execve/format").Trim(), exec.GetProperty("raw").GetString()!.Trim());
        Assert.True(exec.GetProperty("averageNs").GetDouble() > 0);
    }

    [Fact]
    public void Reader_HasARealTimePriority()
    {
        var reader = Directory.GetDirectories($"/proc/{split.ServerPid}/task").Single(thread => File.ReadAllText($"{thread}/comm").Trim() == "lifecycle-reade");
        // Field 41, the policy, counted from the last bracket: SCHED_RR.
        var stat = File.ReadAllText($"{reader}/stat");
        Assert.Equal("2", stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[41 - 3]);
    }

    [Fact]
    public async Task Lab_ThePidIsChosen_AlthoughTheProgramHasNoPrivilege()
    {
        await using var browser = await BrowserSession.Open(split.Server, "/learn/pid-reuse");
        await browser.Get("choice").First.CheckAsync();
        await browser.Get("run-button").ClickAsync();
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("steps are checked");
        await Assertions.Expect(browser.Get("program-output")).ToContainTextAsync(new Regex("^[0-9]+\\s*$"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Doctor_OnThePage_FindsNothingMissing()
    {
        await using var browser = await BrowserSession.Open(split.Server, "/tracepoints");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Root, with the capabilities for BPF.");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("nothing can be traced");
    }

    [Fact]
    public async Task Intruder_InPlaceOfTheServer_IsRefused()
    {
        Kernel.Require();
        // Any program in place of the server, as the user 65534. With a message that is no question the connection ends, and so does the capture.
        var start = new string('0', 128) + "feff0000feff0000" + new string('0', 8) + new string('f', 24) + new string('0', 8) + new string('f', 48) + new string('0', 8);
        await using var intruder = Child.Start(
            Path.Combine(Path.GetDirectoryName(Repository.Program)!, "lifecycle-capture"), start, Repository.Scenario("intruder"));
        Assert.Equal(7, await intruder.Ended());
        Assert.Empty(intruder.Errors);
        Assert.Equal(["message done", "answer 0"], intruder.Output.TakeLast(2));
        Assert.True(intruder.Output.Count > 15);
        Assert.All(intruder.Output.SkipLast(2), line => Assert.Matches(" (EPERM|EACCES)$", line));
    }

    [Fact]
    public async Task Terminated_BothEndInOrder()
    {
        await using var own = await SplitServer.Start();
        await Child.Run("/bin/kill", "-15", $"{own.PartPid}");
        Assert.Equal(0, await own.Server.Ended());
        Assert.False(Directory.Exists($"/proc/{own.ServerPid}"));
    }

    [Fact]
    public async Task ServerKilled_ThePrivilegedPartEndsWithItsStatus()
    {
        await using var own = await SplitServer.Start();
        await Child.Run("/bin/kill", "-9", $"{own.ServerPid}");
        Assert.Equal(128 + 9, await own.Server.Ended());
    }

    [Fact]
    public async Task PrivilegedPartKilled_TheServerSaysSoAndStays()
    {
        await using var own = await SplitServer.Start();
        await Child.Run("/bin/kill", "-9", $"{own.PartPid}");
        await Eventually.True(
            async () => (await own.Server.Get("/status")).GetProperty("notice") is { ValueKind: JsonValueKind.Object } notice
                && notice.GetProperty("problem").GetString()!.Contains("The privileged part, lifecycle-capture, has ended", StringComparison.Ordinal),
            "a notice that the capture has ended");
        Assert.True((await own.Server.Get("/processes")).GetProperty("total").GetInt32() > 0);
    }

    [Fact]
    public async Task SudoUser_IsWhoRunsTheServer_AndKeepsItsData()
    {
        Kernel.Require();
        var home = Directory.CreateTempSubdirectory("split-home-");
        try
        {
            await Child.Run("chown", "65533:65533", home.FullName);
            await using var server = await DashboardServer.Start(
                "/usr/bin/env", ["SUDO_UID=65533", "SUDO_GID=65533", await Unprivileged.Program], ["--split", "on", "--data", Path.Combine(home.FullName, "data")]);
            Assert.Equal("bpf", (await server.Get("/status")).GetProperty("source").GetString());
            await using var owner = Child.Start("stat", "-c", "%u %a", Path.Combine(home.FullName, "data"));
            await owner.Ended();
            Assert.Equal(["65533 700"], owner.Output);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("NO_SUCH_VARIABLE=1")]
    [InlineData("SUDO_UID=x")]
    [InlineData("SUDO_UID=4294967295", "SUDO_GID=1")]
    [InlineData("SUDO_UID=1000", "SUDO_GID=0")]
    public async Task Root_WithoutAnOption_HasTwoProcesses(params string[] variables)
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("/usr/bin/env", [.. variables, await Unprivileged.Program], []);
        Assert.DoesNotContain("0", SplitServer.StatusOf($"/proc/{server.Pid}")["Uid"].Split('\t'));
        Assert.NotEqual(server.StartedPid, server.Pid);
        Assert.Equal(JsonValueKind.Null, (await server.Get("/status")).GetProperty("keepsPrivileges").ValueKind);
        Assert.DoesNotContain(server.Said, line => line.StartsWith("dashboard:", StringComparison.Ordinal));
    }
}
