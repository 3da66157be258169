using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>Each experiment on this kernel, with the built program. The one that chooses the next pid is in <see cref="LabPidReuseTests"/>.</summary>
public sealed class LabTests
{
    [Theory]
    [InlineData("exec-keeps-the-pid")]
    [InlineData("fork-makes-a-new-one")]
    [InlineData("failed-exec")]
    [InlineData("two-moments")]
    [InlineData("exit-codes")]
    [InlineData("path-lookup")]
    [InlineData("orphans")]
    [InlineData("zombies")]
    [InlineData("births")]
    [InlineData("scripts")]
    public Task Lab_OfEachExperiment_PassesEachStepLive(string name) => PassesEachStep(name);

    internal static async Task PassesEachStep(string name)
    {
        Kernel.Require();
        await using var lab = Child.Start(Repository.Program, "lab", name);
        var status = await lab.Ended();
        Assert.DoesNotContain(lab.Output, l => l.StartsWith("  FAIL"));
        Assert.Contains(lab.Output, l => l.StartsWith("  ok"));
        Assert.Contains("What the kernel reported", lab.Output);
        Assert.Contains(lab.Output, l => l.Contains("sudo bpftrace -e"));
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task Lab_WithoutAName_ListsElevenWithASentenceEach()
    {
        var lines = await Child.Run(Repository.Program, "lab");
        Assert.Equal(11, lines.Count(l => l.Length > 4 && char.IsDigit(l[1]) && l.EndsWith('.')));
        Assert.Contains(lines, l => l.Contains("zombies"));
    }

    [Fact]
    public async Task Lab_UnknownName_IsWrongUsageWithASuggestion()
    {
        await using var lab = Child.Start(Repository.Program, "lab", "zombie");
        Assert.Equal(2, await lab.Ended());
        Assert.Equal("dashboard: There is no experiment \"zombie\", did you mean zombies?", Assert.Single(lab.Errors));
    }

    [Fact]
    public async Task Lab_WithoutPrivileges_ShowsTheRecordedRunAndSaysSo()
    {
        Kernel.Require();
        await using var lab = await Unprivileged.Start("lab", "failed-exec");
        Assert.Equal(0, await lab.Ended());
        Assert.Contains("Not checked on this machine", lab.Output);
        Assert.Contains(lab.Output, l => l.Contains("recorded run"));
        Assert.Contains(lab.Output, l => l.Contains("ENOENT (-2)"));
    }
}
