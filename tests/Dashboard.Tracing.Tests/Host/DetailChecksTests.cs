using Dashboard.Core.Feeds;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Tests.Host;

/// <summary>The result follows from the attempt; the capability only decides the advice.</summary>
public sealed class DetailChecksTests : IDisposable
{
    // CAP_BPF and CAP_PERFMON (38, 39), with CAP_DAC_READ_SEARCH (2) and CAP_SYS_PTRACE (19).
    private const string Both = "000000c000080004";
    private const string Neither = "000000c000000000";

    private const int NotPermitted = 1;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lifecycle-details-");
    private readonly List<string> _cgroups = [];
    private readonly List<CgroupHierarchy?> _hierarchies = [];
    private CgroupTrial _trial;

    public DetailChecksTests()
    {
        Directory.CreateDirectory(PathOf("proc/self/ns"));
        File.CreateSymbolicLink(PathOf("proc/self/ns/cgroup"), "cgroup:[4026531835]");
        Process(1, uid: 0);
        File.WriteAllText(PathOf("proc/1/cgroup"), "2:cpu:/\n0::/init.scope\n");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(Both, 0, null, CheckState.Ok, "The cgroup of process 1 was opened by its number.", null)]
    // It works, with or without the capability.
    [InlineData(Neither, 0, null, CheckState.Ok, "The cgroup of process 1 was opened by its number.", null)]
    [InlineData(Neither, NotPermitted, null, CheckState.Warn, "refused (EPERM)", "CAP_DAC_READ_SEARCH")]
    [InlineData(Both, NotPermitted, null, CheckState.Warn, "refused (EPERM)", "seccomp")]
    [InlineData(Both, 0, "cgroup v2 is not mounted", CheckState.Warn, "was not tried, because cgroup v2 is not mounted", "Mount cgroup v2")]
    public void Cgroups_OfATrial_SayWhatCameOfIt(string held, int errno, string? notTried, CheckState state, string cause, string? fix)
    {
        _trial = new CgroupTrial(errno, notTried);

        var check = Run(held)[0];

        Assert.Equal(state, check.State);
        Assert.Contains(cause, check.Cause);
        Assert.Contains(fix ?? "", check.Fix ?? "");
        Assert.Equal("/init.scope", Assert.Single(_cgroups));
    }

    [Fact]
    public void Cgroups_InANamespaceOfItsOwn_AreNotTried()
    {
        File.Delete(PathOf("proc/self/ns/cgroup"));
        File.CreateSymbolicLink(PathOf("proc/self/ns/cgroup"), "cgroup:[4026532183]");

        var check = Run(Both)[0];

        Assert.Equal(CheckState.Warn, check.State);
        Assert.Contains("not those of the machine", check.Cause);
        Assert.Contains("cgroup: host", check.Fix!);
        Assert.Empty(_cgroups);
    }

    [Fact]
    public void Cgroups_OfAMachineWithoutV2_AreNotTried()
    {
        File.WriteAllText(PathOf("proc/1/cgroup"), "2:cpu:/\n");

        Assert.Contains("because no process has a cgroup of v2 here", Run(Both)[0].Cause);
        Assert.Empty(_cgroups);
    }

    [Theory]
    [InlineData("8:pids:/p\n0::/u\n", "/u", false)]
    // In the root of version 2, and without version 2.
    [InlineData("8:pids:/p\n0::/\n", "/p", true)]
    [InlineData("8:pids:/p\n", "/p", true)]
    public void Cgroups_WhereControllersAreInVersion1_AreTriedWhereTheyAreReported(string cgroups, string expected, bool ofVersion1)
    {
        File.WriteAllText(PathOf("proc/1/cgroup"), cgroups);
        File.WriteAllText(PathOf("proc/self/mountinfo"), "39 31 0:36 / /v1/pids rw - cgroup cgroup rw,pids\n");
        Directory.CreateDirectory(PathOf("v1/pids"));
        File.WriteAllText(PathOf("v1/pids/cgroup.procs"), "");

        var check = Run(Both)[0];

        Assert.Equal(expected, Assert.Single(_cgroups));
        Assert.Equal(ofVersion1 ? new CgroupHierarchy("pids", "/v1/pids") : null, Assert.Single(_hierarchies));
        Assert.Contains("is that of the controller pids of v1, at /v1/pids", check.Cause);
    }

    [Theory]
    [InlineData(Both, true, CheckState.Ok, "Path and working directory of process 1 and a process of another user were read.", null)]
    [InlineData(Neither, true, CheckState.Warn, "were read; this process may not look into all others", "CAP_SYS_PTRACE")]
    [InlineData(Neither, false, CheckState.Warn, "Path and working directory of process 1 are refused (EINVAL); those of a process of another user were read", "CAP_SYS_PTRACE")]
    // The refusal has another cause, so the capability is not advised.
    [InlineData(Both, false, CheckState.Warn, "Path and working directory of process 1 are refused (EINVAL); those of a process of another user were read", "a security module or a sandbox")]
    public void EarlierProcesses_SayWhatWasRead(string held, bool readable, CheckState state, string cause, string? fix)
    {
        Process(1, uid: 0, readable);
        Process(7, uid: 0);
        Process(31, uid: 101);

        var check = Run(held)[1];

        Assert.Equal(state, check.State);
        Assert.Contains(cause, check.Cause);
        Assert.Equal(state == CheckState.Warn, check.Cause.EndsWith($": {DetailChecks.FactsOfOthers}.", StringComparison.Ordinal));
        Assert.Contains(fix ?? "", check.Fix ?? "");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/capabilities.md")]
    [InlineData("docker/compose.yaml")]
    public void FactsOfOthers_AreNamedWhereTheCapabilityIs(string file)
    {
        var root = Path.GetFullPath(Path.Combine(Kernel.KernelFixture.ScenarioDirectory, "../../.."));
        var words = File.ReadAllText(Path.Combine(root, file)).Replace("`", "", StringComparison.Ordinal).ReplaceLineEndings(" ");

        Assert.Contains(DetailChecks.FactsOfOthers, words);
    }

    [Fact]
    public void EarlierProcesses_WhereProcessOneIsThisProgram_AreThoseOfAnother()
    {
        Directory.Move(PathOf("proc/self"), PathOf("proc/1s"));
        File.CreateSymbolicLink(PathOf("proc/self"), "1");
        Directory.Move(PathOf("proc/1s/ns"), PathOf("proc/1/ns"));
        Process(9, uid: 0);

        Assert.Equal("Path and working directory of another process of this user were read.", Run(Both)[1].Cause);
    }

    [Fact]
    public void EarlierProcesses_OfWhichNoneIsVisible_AreNotTried()
    {
        Directory.Delete(PathOf("proc/1"), recursive: true);
        // A kernel thread.
        Process(2, uid: 0);
        File.WriteAllText(PathOf("proc/2/cmdline"), "");

        var check = Run(Both)[1];

        Assert.Equal((CheckState.Ok, true), (check.State, check.Cause.Contains("was not tried, because no other is visible here", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_WhereNothingIsTraced_HasNoDetails() => Assert.Empty(Run("0000000000000000"));

    private List<CheckResult> Run(string capabilities)
    {
        File.WriteAllText(PathOf("proc/self/status"), $"Uid:\t0\t0\t0\t0\nCapEff:\t{capabilities}\n");
        var machine = new Machine(_root.FullName)
        {
            TryCgroup = (path, hierarchy) =>
            {
                _cgroups.Add(path);
                _hierarchies.Add(hierarchy);
                return _trial;
            },
        };
        return [.. DetailChecks.Run(machine)];
    }

    /// <param name="readable">If false, exe and cwd are files, for which readlink(2) returns EINVAL.</param>
    private void Process(int pid, int uid, bool readable = true)
    {
        Directory.CreateDirectory(PathOf($"proc/{pid}"));
        File.WriteAllText(PathOf($"proc/{pid}/status"), $"Name:\tx\nUid:\t{uid}\t{uid}\t{uid}\t{uid}\n");
        File.WriteAllText(PathOf($"proc/{pid}/cmdline"), "x\0");
        foreach (var link in new[] { "exe", "cwd" })
        {
            File.Delete(PathOf($"proc/{pid}/{link}"));
            if (readable)
            {
                File.CreateSymbolicLink(PathOf($"proc/{pid}/{link}"), "/usr");
            }
            else
            {
                File.WriteAllText(PathOf($"proc/{pid}/{link}"), "");
            }
        }
    }

    private string PathOf(string path) => Path.Combine(_root.FullName, path);
}
