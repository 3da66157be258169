using Dashboard.Core.Feeds;
using Dashboard.Tracing.Doctor;

namespace Dashboard.Tracing.Tests.Doctor;

public sealed class DetailChecksTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lifecycle-details-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    // CAP_BPF and CAP_PERFMON (38, 39), with CAP_DAC_READ_SEARCH (2) and CAP_SYS_PTRACE (19).
    [InlineData("000000c000080004", CheckState.Ok, CheckState.Ok)]
    [InlineData("000000c000080000", CheckState.Warn, CheckState.Ok)]
    [InlineData("000000c000000004", CheckState.Ok, CheckState.Warn)]
    public void Run_WithCapabilities_WarnsOfEachThatIsMissing(string held, CheckState cgroups, CheckState earlier)
        => Assert.Equal([cgroups, earlier], Run(held, "cgroup:[4026531835]").Select(c => c.State));

    [Fact]
    public void Cgroups_InANamespaceOfItsOwn_AreUnknown()
    {
        var check = Run("000001ffffffffff", "cgroup:[4026532183]")[0];

        Assert.Equal(CheckState.Warn, check.State);
        Assert.Contains("cgroup: host", check.Fix!);
    }

    [Fact]
    public void Run_WhereNothingIsTraced_HasNoDetails() => Assert.Empty(Run("0000000000000000", "cgroup:[4026531835]"));

    private List<CheckResult> Run(string capabilities, string cgroupNamespace)
    {
        var self = Directory.CreateDirectory(Path.Combine(_root.FullName, "proc/self/ns")).Parent!.FullName;
        File.WriteAllText(Path.Combine(self, "status"), $"CapEff:\t{capabilities}\n");
        File.CreateSymbolicLink(Path.Combine(self, "ns/cgroup"), cgroupNamespace);
        return [.. DetailChecks.Run(new Machine(_root.FullName))];
    }
}
