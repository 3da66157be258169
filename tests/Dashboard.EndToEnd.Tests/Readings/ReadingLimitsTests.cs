using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Readings;

/// <summary>A reading names each missing fact, and resolves user names only in the process's own root.</summary>
public sealed class ReadingLimitsTests(ReadingServer reading) : IClassFixture<ReadingServer>, IDisposable
{
    private const int NobodyUid = 65534;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("readings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search", "exe cwd root namespaces user")]
    [InlineData(0, "bpf perfmon dac_read_search", "exe cwd root namespaces user")]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search sys_ptrace", "")]
    [InlineData(0, "bpf perfmon dac_read_search sys_ptrace", "")]
    public async Task Reading_WithCapabilities_NamesEachFactThatIsMissing(int user, string capabilities, string missing)
    {
        Kernel.Require();
        await using var server = await Limited.Serve(user, capabilities);
        await using var child = Child.Start("sleep", "600");

        var now = await ReadingServer.Now(server, $"pid:{child.Pid} comm:sleep");

        var unreadable = now.GetProperty("unreadable").EnumerateArray().ToList();
        Assert.Equal(missing, string.Join(' ', unreadable.Select(fact => fact.GetProperty("fact").GetString())));
        Assert.All(unreadable.Where(fact => fact.GetProperty("fact").GetString() != "user"),
            fact => Assert.Equal(("EACCES", "needs CAP_SYS_PTRACE"), (fact.GetProperty("errno").GetString(), fact.GetProperty("why").GetString())));
        Assert.All(unreadable, fact => Assert.Equal(JsonValueKind.Null, now.GetProperty(fact.GetProperty("fact").GetString()!).ValueKind));
        Assert.Equal(missing.Length == 0 ? "root" : null, now.GetProperty("user").GetString());
        Assert.Equal(0u, now.GetProperty("uids").GetProperty("effective").GetUInt32());
    }

    [Fact]
    public async Task Reading_WithoutTheOption_HasNoEnvironment()
    {
        await using var server = await DashboardServer.Start();
        await using var child = Child.Start("sleep", "600");

        Assert.Equal(JsonValueKind.Null, (await ReadingServer.Now(server, $"pid:{child.Pid} comm:sleep")).GetProperty("environment").ValueKind);
    }

    [Fact]
    public async Task Reading_OfTheDashboardItself_KeepsItsToken()
    {
        var now = await ReadingServer.Now(reading.Server, $"pid:{reading.Server.Pid}");

        var variables = now.GetProperty("environment").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!, v => v.GetProperty("value").GetString());
        Assert.Equal(("[redacted]", Environment.GetEnvironmentVariable("PATH")), (variables["DASHBOARD_TOKEN"], variables["PATH"]));
        Assert.DoesNotContain(DashboardServer.Token, now.GetRawText());
    }

    [Fact]
    public async Task Reading_OfAZombie_NamesWhatItHasNoMore()
    {
        await using var program = Child.Start(Repository.Scenario("zombie"), "hold");

        var now = await ReadingServer.Now(reading.Server, $"ppid:{program.Pid} is:zombie");

        Assert.Equal(["exe", "cwd", "root", "user", "title", "environment"], Missing(now, "a zombie has none any more"));
    }

    [Fact]
    public async Task Reading_OfAKernelThread_NamesWhatItNeverHas()
    {
        Kernel.Require(File.Exists("/proc/2/comm") && File.ReadAllText("/proc/2/comm") == "kthreadd\n", "Process 2 is no kernel thread here.");

        var now = await ReadingServer.Now(reading.Server, "pid:2");

        Assert.Equal(["exe", "title", "environment"], Missing(now, "a kernel thread has none"));
        Assert.Equal("root", now.GetProperty("user").GetString());
    }

    [Fact]
    public async Task Reading_OfAProcessWhoseFirstThreadHasEnded_IsThatOfTheOthers()
    {
        await using var program = Child.Start(Repository.Scenario("leader_first"), "hold");
        await Eventually.True(() => Task.FromResult(File.ReadAllText($"/proc/{program.Pid}/stat").Contains(") Z ", StringComparison.Ordinal)), "a first thread that has ended");

        var now = await ReadingServer.Now(reading.Server, $"pid:{program.Pid}");

        Assert.Equal("/", now.GetProperty("cwd").GetString());
        Assert.Empty(now.GetProperty("unreadable").EnumerateArray());
    }

    [Theory]
    [InlineData("insider:x:0:0:::\n", "insider")]
    [InlineData("other:x:1:1:::\n", null)]
    public async Task User_OfAnotherRoot_IsNamedByThatRootOnly(string passwd, string? name)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "root/etc"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "root/etc/passwd"), passwd);
        await using var child = Child.Start(Repository.Scenario("unseen_changes"), "chroot", _folder.FullName);
        await child.Input.WriteLineAsync("go");
        await Eventually.True(() => Task.FromResult(child.Output.Contains("done")), "the program to be in its root");

        var now = await ReadingServer.Now(reading.Server, $"pid:{child.Pid}");

        Assert.Equal(name, now.GetProperty("user").GetString());
        Assert.Equal(0u, now.GetProperty("uidInNamespace").GetUInt32());
        Assert.Empty(now.GetProperty("unreadable").EnumerateArray());
    }

    [Fact]
    public async Task User_OfAUserNamespace_HasItsNumberThere()
    {
        await using var child = Child.Start("unshare", "--user", "--map-user=4711", "sleep", "600");

        var now = await ReadingServer.Now(reading.Server, $"pid:{child.Pid} comm:sleep");

        Assert.Equal((0u, 4711u), (now.GetProperty("uids").GetProperty("effective").GetUInt32(), now.GetProperty("uidInNamespace").GetUInt32()));
        Assert.Equal(JsonValueKind.Null, now.GetProperty("user").ValueKind);
    }

    private static IEnumerable<string?> Missing(JsonElement now, string why)
        => now.GetProperty("unreadable").EnumerateArray().Where(fact => fact.GetProperty("why").GetString() == why).Select(fact => fact.GetProperty("fact").GetString());
}
