using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Tests.Doctor;

public sealed class MachineChecksTests : IDisposable
{
    private const string AllCapabilities = "Name:\tx\nCapEff:\t000001ffffffffff\n";
    private const string NoCapabilities = "Name:\tx\nCapEff:\t0000000000000000\n";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lifecycle-machine-");

    public MachineChecksTests()
    {
        Put("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        Put("proc/self/status", AllCapabilities);
        Put("proc/self/cgroup", "0::/a\n");
        Put("sys/kernel/btf/vmlinux", "");
        foreach (var probe in Tracer.Table())
        {
            Put($"sys/kernel/tracing/events/{probe.Tracepoint.Replace(':', '/')}/format", "");
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Run_OnAGoodMachine_IsOkThroughout() => Assert.All(Run(), c => Assert.Equal(CheckState.Ok, c.State));

    [Theory]
    [InlineData("5.7.19", CheckState.Fail)]
    [InlineData("4.18.0-553.el8", CheckState.Fail)]
    [InlineData("5.8.0", CheckState.Warn)]
    [InlineData("5.9.16", CheckState.Warn)]
    [InlineData("5.10.0-28-amd64", CheckState.Ok)]
    [InlineData("6.18.44", CheckState.Ok)]
    [InlineData("nonsense", CheckState.Warn)]
    public void Kernel_OfVersion_IsJudged(string release, CheckState expected)
    {
        Put("proc/sys/kernel/osrelease", release);

        Assert.Equal(expected, Named("Kernel version").State);
    }

    [Fact]
    public void Btf_Missing_FailsWithItsFix()
    {
        File.Delete(Path.Combine(_root.FullName, "sys/kernel/btf/vmlinux"));

        var check = Named("Kernel type information (BTF)");

        Assert.Equal(CheckState.Fail, check.State);
        Assert.Contains("nothing can be traced", check.Cause);
        Assert.Contains("CONFIG_DEBUG_INFO_BTF=y", check.Fix!);
    }

    [Fact]
    public void Privileges_Missing_NamesThem()
    {
        Put("proc/self/status", NoCapabilities);

        var check = Named("Privileges", root: false);

        Assert.Equal("This process lacks CAP_BPF and CAP_PERFMON; nothing can be traced.", check.Cause);
        Assert.Contains("sudo", check.Fix!);
    }

    [Fact]
    public void Privileges_OfBpfOnly_CannotReadTracefs()
    {
        // CAP_PERFMON and CAP_BPF, bits 38 and 39.
        Put("proc/self/status", "CapEff:\t000000c000000000\n");

        Assert.Contains("CAP_DAC_READ_SEARCH", Named("Privileges", root: false).Fix!);
    }

    [Theory]
    [InlineData("none integrity [confidentiality]\n", CheckState.Fail)]
    [InlineData("none [integrity] confidentiality\n", CheckState.Ok)]
    public void Lockdown_OfMode_IsJudged(string modes, CheckState expected)
    {
        Put("sys/kernel/security/lockdown", modes);

        Assert.Equal(expected, Named("Kernel lockdown").State);
    }

    [Fact]
    public void Tracefs_NotMounted_IsMountedByRootLater()
    {
        Directory.Delete(Path.Combine(_root.FullName, "sys/kernel/tracing"), recursive: true);

        Assert.Equal(CheckState.Warn, Named("Tracing file system (tracefs)").State);
        Assert.Equal(CheckState.Fail, Named("Tracing file system (tracefs)", root: false).State);
    }

    [Theory]
    [InlineData("oom/mark_victim", "Tracepoint oom:mark_victim", CheckState.Warn)]
    [InlineData("syscalls/sys_exit_execve", "Tracepoint syscalls:sys_exit_execve", CheckState.Warn)]
    [InlineData("sched/sched_process_fork", "Tracepoint sched:sched_process_fork", CheckState.Fail)]
    public void Tracepoint_Missing_CostsWhatItSays(string directory, string name, CheckState expected)
    {
        Directory.Delete(Path.Combine(_root.FullName, "sys/kernel/tracing/events", directory), recursive: true);

        Assert.Equal(expected, Named(name).State);
    }

    [Fact]
    public void Tracepoints_OfTheLibrary_AreAllChecked()
        => Assert.Equal(Tracer.Table().Select(p => $"Tracepoint {p.Tracepoint}"), Run().Select(c => c.Name).Where(n => n.StartsWith("Tracepoint ", StringComparison.Ordinal)));

    [Fact]
    public void Tracepoint_OfACallThatThisArchitectureLacks_IsNotMissed()
    {
        var fork = new ProbeEntry("exit_fork", "syscalls:sys_exit_no_fork", NativeNeed.NotHere, "failures of fork are not seen");

        var check = MachineChecks.Run(new Machine(_root.FullName), root: true, [fork]).Last();

        Assert.Equal((CheckState.Ok, "This architecture has no such system call; nothing is missed."), (check.State, check.Cause));
    }

    /// <summary>A machine on which a cgroup can be opened by its inode number.</summary>
    private Machine Examined => new(_root.FullName) { TryCgroup = (_, _) => default };

    private List<CheckResult> Run(bool root = true) => [.. MachineChecks.Run(Examined, root, Tracer.Table())];

    private CheckResult Named(string name, bool root = true) => Run(root).Single(c => c.Name == name);

    private void Put(string path, string text)
    {
        var file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
