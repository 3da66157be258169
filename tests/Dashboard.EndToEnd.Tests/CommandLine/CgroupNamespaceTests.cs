using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The program in its own cgroup namespace, as in a container without `cgroup: host`.</summary>
public sealed class CgroupNamespaceTests
{
    [Fact]
    public async Task Doctor_InANamespaceOfItsOwn_NamesTheSetting()
    {
        Kernel.Require();
        await using var doctor = Child.Start("unshare", "--cgroup", Repository.Program, "doctor");
        Assert.Equal(0, await doctor.Ended());
        Assert.Contains(doctor.Output, l => l.StartsWith("warn", StringComparison.Ordinal) && l.Contains("cgroup: host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_SeenFromANamespaceOfItsOwn_HasNoCgroup()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("unshare", ["--cgroup", Repository.Program], []);
        await using var process = Child.Start("sleep", "600");
        JsonElement row = default;
        await Eventually.True(
            async () =>
            {
                row = (await server.Get($"/processes?filter=pid:{process.Pid}+comm:sleep")).GetProperty("items").EnumerateArray().FirstOrDefault();
                return row.ValueKind == JsonValueKind.Object;
            },
            "the row of a process that started");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (row.GetProperty("cgroup").ValueKind, row.GetProperty("container").ValueKind));
    }
}
