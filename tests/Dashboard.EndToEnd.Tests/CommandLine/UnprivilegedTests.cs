using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The program as a user who cannot trace.</summary>
public sealed class UnprivilegedTests
{
    [Fact]
    public async Task Events_WithoutPrivileges_SaysWhyInOneSentence()
    {
        Kernel.Require();
        await using var program = await Unprivileged.Start("events");
        Assert.Equal(1, await program.Ended());
        Assert.Empty(program.Output);
        var line = Assert.Single(program.Errors);
        Assert.Matches("root|CAP_BPF", line);
    }

    [Fact]
    public async Task Doctor_WithoutPrivileges_NamesEachMissingThing()
    {
        Kernel.Require();
        await using var program = await Unprivileged.Start("doctor", "--json");
        Assert.Equal(1, await program.Ended());
        var checks = JsonDocument.Parse(string.Join("\n", program.Output)).RootElement.GetProperty("checks").EnumerateArray().ToList();
        var failed = checks.Where(c => c.GetProperty("state").GetString() == "fail").ToList();
        Assert.NotEmpty(failed);
        Assert.All(failed, c => Assert.NotEmpty(c.GetProperty("fix").GetString()!));
        Assert.All(failed, c => Assert.NotEmpty(c.GetProperty("cause").GetString()!));
    }

    [Fact]
    public async Task Doctor_AsRoot_FindsNothingMissing()
    {
        Kernel.Require();
        await using var program = Child.Start(Repository.Program, "doctor");
        Assert.Equal(0, await program.Ended());
    }

    [Fact]
    public async Task Doctor_WithoutLeaveForPriority_WarnsOfStorms()
    {
        Kernel.Require();
        await using var program = Child.Start("setpriv", "--bounding-set=-sys_nice", "--inh-caps=-sys_nice", Repository.Program, "doctor");
        Assert.Equal(0, await program.Ended());
        Assert.Contains(program.Output, line => line.StartsWith("warn", StringComparison.Ordinal) && line.Contains("CAP_SYS_NICE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_WithoutPrivileges_ServesTheDemoRecordingAndSaysTheFix()
    {
        Kernel.Require();
        await using var server = await Unprivileged.Serve();
        Assert.Equal("replay", (await server.Get("/status")).GetProperty("source").GetString());
        Assert.True((await server.Get("/processes")).GetProperty("total").GetInt32() > 0);
        Assert.Contains(server.Said, l => l.Contains("root") || l.Contains("CAP_BPF"));
    }

    /// <summary>The kernel gives /proc/PID of a process that may not be dumped to root: it leaves no core, and its own user cannot read its memory.</summary>
    [Fact]
    public async Task Serve_OfAUser_MayNotBeDumped()
    {
        Kernel.Require();
        await using var server = await Unprivileged.Serve();
        await using var owner = Child.Start("stat", "-c", "%u", $"/proc/{server.Pid}/environ");
        Assert.Equal(0, await owner.Ended());
        Assert.Equal("0", Assert.Single(owner.Output));
    }
}
