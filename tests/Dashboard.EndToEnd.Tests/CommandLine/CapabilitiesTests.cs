using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The table of docs/capabilities.md: the program with exactly these capabilities, as root and as another user.</summary>
public sealed partial class CapabilitiesTests
{
    private const int NobodyUid = 65534;

    [Theory]
    [InlineData(0, "bpf perfmon", true)]
    [InlineData(0, "bpf dac_read_search sys_ptrace sys_nice", false)]
    [InlineData(0, "perfmon dac_read_search sys_ptrace sys_nice", false)]
    [InlineData(0, "sys_admin", true)]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search", true)]
    [InlineData(NobodyUid, "bpf perfmon sys_ptrace sys_nice", false)]
    [InlineData(NobodyUid, "bpf dac_read_search sys_ptrace sys_nice", false)]
    [InlineData(NobodyUid, "perfmon dac_read_search sys_ptrace sys_nice", false)]
    public async Task Doctor_WithCapabilities_SaysWhetherItCanTrace(int user, string capabilities, bool traces)
    {
        Kernel.Require();
        await using var doctor = await Limited.Start(user, capabilities, "doctor");
        Assert.Equal(traces ? 0 : 1, await doctor.Ended());
    }

    [Theory]
    [InlineData(0, "bpf perfmon sys_ptrace sys_nice", "CAP_DAC_READ_SEARCH")]
    [InlineData(0, "bpf perfmon dac_read_search sys_nice", "CAP_SYS_PTRACE")]
    [InlineData(0, "bpf perfmon dac_read_search sys_ptrace", "CAP_SYS_NICE")]
    [InlineData(0, "bpf perfmon dac_read_search sys_ptrace sys_nice", null)]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search sys_nice", "CAP_SYS_PTRACE")]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search sys_ptrace", "CAP_SYS_NICE")]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search sys_ptrace sys_nice", null)]
    public async Task Doctor_WithoutACapability_WarnsOfItAlone(int user, string capabilities, string? missing)
    {
        Kernel.Require();
        await using var doctor = await Limited.Start(user, capabilities, "doctor");
        Assert.Equal(0, await doctor.Ended());
        var named = doctor.Output.Where(l => l.StartsWith("warn", StringComparison.Ordinal)).SelectMany(l => Names().Matches(l)).Select(m => m.Value);
        Assert.Equal(missing is null ? [] : [missing], named);
    }

    [Theory]
    [InlineData(0, "bpf perfmon dac_read_search sys_ptrace", true, true)]
    [InlineData(0, "bpf perfmon dac_read_search", true, false)]
    [InlineData(0, "bpf perfmon sys_ptrace", false, true)]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search sys_ptrace", true, true)]
    [InlineData(NobodyUid, "bpf perfmon dac_read_search", true, false)]
    public async Task EarlierProcess_WithCapabilities_HasItsDetails(int user, string capabilities, bool cgroup, bool pathAndCwd)
    {
        Kernel.Require();
        await using var earlier = Child.Start("sleep", ["600"], environment: null, folder: "/usr");
        await using var server = await Limited.Serve(user, capabilities);
        JsonElement row = default;
        await Eventually.True(
            async () =>
            {
                var rows = (await server.Get($"/processes?filter=pid:{earlier.Pid}")).GetProperty("items").EnumerateArray().ToList();
                row = rows.FirstOrDefault();
                return rows.Count == 1;
            },
            "the row of a process that was there before");
        Assert.Equal(cgroup, row.GetProperty("cgroup").ValueKind == JsonValueKind.String);
        Assert.Equal(pathAndCwd ? "/usr" : null, row.GetProperty("cwd").GetString());
        Assert.Equal(pathAndCwd, row.GetProperty("images")[0].GetProperty("path").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public void Compose_GrantsWhatTheTableNames_AndNothingElse()
    {
        var table = File.ReadLines(Path.Combine(Repository.Root, "docs/capabilities.md"))
            .Where(l => l.StartsWith("| `CAP_", StringComparison.Ordinal))
            .Select(l => Names().Match(l).Value);
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "docker/compose.yaml"));
        var granted = Granted().Match(compose).Groups[1].Captures.Select(c => "CAP_" + c.Value);
        Assert.Equal(table, granted);
    }

    [GeneratedRegex("CAP_[A-Z_]+")]
    private static partial Regex Names();

    [GeneratedRegex("cap_add:\n(?: +- ([A-Z_]+).*\n)+")]
    private static partial Regex Granted();
}
