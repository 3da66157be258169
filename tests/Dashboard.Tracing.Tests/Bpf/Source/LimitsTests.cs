using System.Runtime.InteropServices;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Tests.Bpf.Source;

public sealed class LimitsTests : IDisposable
{
    private static readonly IReadOnlyList<ProbeEntry> Table = Tracer.Table();

    /// <summary>A machine without any readable settings.</summary>
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lifecycle-limits-");

    public LimitsTests()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "proc/sys/kernel"));
        Directory.CreateDirectory(Path.Combine(_root.FullName, "boot"));
        Directory.CreateDirectory(Path.Combine(_root.FullName, "sys/module/rcutree/parameters"));
        Directory.CreateDirectory(Path.Combine(_root.FullName, "proc/1"));
        Directory.CreateDirectory(Path.Combine(_root.FullName, "proc/self/ns"));
        File.WriteAllText(Path.Combine(_root.FullName, "proc/cmdline"), "quiet ia32_emulation=off\n");
        File.WriteAllText(Path.Combine(_root.FullName, "proc/1/cgroup"), "0::/init.scope\n");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Table_OfTheLibrary_NeedsForkExecAndExitOnly()
        => Assert.Equal(["process_fork", "process_exec", "process_exit"], Table.Where(p => p.Need == NativeNeed.Required).Select(p => p.Program));

    [Fact]
    public void Of_EachOptionalProbe_HasASentenceAndAPage()
    {
        foreach (var probe in Table.Where(p => p.Need != NativeNeed.Required))
        {
            var limit = Assert.Single(Of([Status(probe, attached: false)]));

            Assert.Equal(probe.Program, limit.Of);
            Assert.EndsWith($": the probe on {probe.Tracepoint} is not attached.", limit.Sentence);
            Assert.True(char.IsUpper(limit.Sentence[0]));
            Assert.NotEmpty(LimitPlaces.Of(limit));
        }
    }

    [Fact]
    public void Of_AMachineThatHasAll_IsEmpty()
        => Assert.Empty(Of([.. Table.Select(p => Status(p, attached: true))]));

    [Fact]
    public void Of_ACallThatIsNotThere_IsEmpty()
        => Assert.Empty(Of([Status(Table[0], attached: false) with { Needed = false }]));

    [Theory]
    [InlineData("5.10.0-33-cloud-amd64", true)]
    [InlineData("6.1.0-40-cloud-amd64", false)]
    [InlineData(null, false)]
    public void Of_AKernelThatNamesAProgramByItsDescriptor_SaysSoOnPages(string? release, bool expected)
    {
        Put("proc/sys/kernel/osrelease", release);

        Assert.Equal(expected, Of([]).Any(l => l.Of == LimitPlaces.NameOfDescriptor));
    }

    [Theory]
    // Nothing is known.
    [InlineData("6.18.0", null, "", "may run such programs")]
    [InlineData("6.18.0", "CONFIG_X86=y\n# CONFIG_IA32_EMULATION is not set\n", "", null)]
    [InlineData("6.18.0", "CONFIG_IA32_EMULATION=y\n", "", "this kernel runs such programs")]
    [InlineData("6.18.0", "CONFIG_IA32_EMULATION=y\n", "quiet ia32_emulation=0", null)]
    [InlineData("6.18.0", "CONFIG_IA32_EMULATION=y\nCONFIG_IA32_EMULATION_DEFAULT_DISABLED=y\n", "", null)]
    [InlineData("6.18.0", "CONFIG_IA32_EMULATION=y\nCONFIG_IA32_EMULATION_DEFAULT_DISABLED=y\n", "ia32_emulation=on", "this kernel runs such programs")]
    public void Of_AKernelWith32BitPrograms_SaysWhatItDoesNotTellOfThem(string release, string? config, string parameters, string? sentence)
        => AssertSays(LimitPlaces.Programs32Bit, release, config, parameters, Architecture.X64, sentence);

    [Theory]
    [InlineData("CONFIG_COMPAT=y\n", "this kernel runs such programs")]
    [InlineData("CONFIG_ARM64=y\n", null)]
    public void Of_Arm64With32BitPrograms_SaysWhatItDoesNotTellOfThem(string config, string? sentence)
        => AssertSays(LimitPlaces.Programs32Bit, "6.12.0", config, "", Architecture.Arm64, sentence);

    [Theory]
    [InlineData("cgroup:[4026531835]", 0, null)]
    [InlineData("cgroup:[4026532000]", 0, "a cgroup namespace of its own")]
    [InlineData("cgroup:[4026531835]", 1, "is refused (EPERM)")]
    public void Of_AMachineOnWhichPathsOfCgroupsAreNotFound_SaysThatMovesAreNoEvent(string ownNamespace, int errno, string? sentence)
    {
        File.CreateSymbolicLink(Path.Combine(_root.FullName, "proc/self/ns/cgroup"), ownNamespace);

        var limit = Limits.Of([], Table, "", Here(errno), Architecture.X64).SingleOrDefault();

        Assert.Equal(sentence is null ? null : LimitPlaces.CgroupPaths, limit?.Of);
        Assert.Contains(sentence ?? "", limit?.Sentence ?? "");
        if (limit is not null)
        {
            Assert.EndsWith("; cgroup and container of processes stay unknown, and a move to another cgroup is then no event.", limit.Sentence);
            Assert.Contains(LimitPlaces.Events, LimitPlaces.Of(limit));
        }
    }

    [Theory]
    [InlineData("6.18.0", null, null, "", null)]
    [InlineData("6.18.0", null, "N", "rcu_nocbs=all", null)]
    // Lazy, but no CPU has its callbacks offloaded: Linux 6.18 of the machine on which the tests were written.
    [InlineData("6.18.0", "CONFIG_RCU_LAZY=y\n", "Y", "quiet", null)]
    [InlineData("6.18.0", "CONFIG_RCU_LAZY=y\n", "Y", "rcu_nocbs=0-7", "is reported 200 ms late")]
    [InlineData("6.18.0", "CONFIG_RCU_LAZY=y\nCONFIG_RCU_NOCB_CPU_DEFAULT_ALL=y\n", "Y", "", "is reported 200 ms late")]
    [InlineData("6.18.0", null, "Y", "", "may be reported 200 ms late")]
    // Before the parameter.
    [InlineData("6.5.0", "CONFIG_RCU_LAZY=y\n", null, "rcu_nocbs", "is reported 200 ms late")]
    [InlineData("6.5.0", null, null, "rcu_nocbs", "may be reported 200 ms late")]
    [InlineData("6.1.0", null, null, "rcu_nocbs", null)]
    public void Of_AKernelThatReleasesLate_SaysSo(string release, string? config, string? lazy, string parameters, string? sentence)
    {
        Put("sys/module/rcutree/parameters/enable_rcu_lazy", lazy);

        AssertSays(LimitPlaces.LateRelease, release, config, parameters, Architecture.X64, sentence);
    }

    [Theory]
    [InlineData("6.15.0", "does not report which was the last")]
    [InlineData("6.16.0", null)]
    public void Of_AKernelThatDoesNotTellTheLastThread_SaysSo(string release, string? sentence)
        => AssertSays(LimitPlaces.ThreadEnds, release, null, "", Architecture.X64, sentence);

    [Theory]
    [InlineData(Architecture.Arm64, "arm64 has no system calls fork and vfork")]
    [InlineData(Architecture.X64, null)]
    public void Of_AnArchitectureWithoutFork_SaysWhatLooksAlike(Architecture architecture, string? sentence)
        => AssertSays(LimitPlaces.CloneOnly, "6.12.0", null, "", architecture, sentence);

    [Fact]
    public void Config_OfProc_ComesBeforeThatOfBoot()
    {
        using (var file = new System.IO.Compression.GZipStream(File.Create(Path.Combine(_root.FullName, "proc/config.gz")), System.IO.Compression.CompressionLevel.Fastest))
        {
            file.Write("CONFIG_IA32_EMULATION=y\n"u8);
        }

        AssertSays(LimitPlaces.Programs32Bit, "6.18.0", "CONFIG_X86=y\n", "", Architecture.X64, "this kernel runs such programs");
    }

    [Theory]
    [InlineData("libbpf: prog 'exit_wait4_second': failed to load: -13\n", "the program exit_wait4_second that would make up for it was refused, so no probe has one.")]
    [InlineData("libbpf: prog 'process_exit_last': failed to attach: Invalid argument\n", "the program process_exit_last that would make up for it was refused.")]
    [InlineData("libbpf: prog 'exit_wait4': failed to load: -13\n", null)]
    [InlineData("", null)]
    public void Of_AKernelThatRefusesALaterProgram_SaysWhatIsCountedAndNotMadeUpFor(string log, string? sentence)
    {
        var limit = Limits.Of([], Table, log, Here(), Architecture.X64).SingleOrDefault(l => l.Of == LimitPlaces.LaterPrograms);

        Assert.Equal(sentence is null, limit is null);
        Assert.Contains(sentence ?? "", limit?.Sentence ?? "");
        Assert.True(limit is null || LimitPlaces.Of(limit).Count > 0);
    }

    private void AssertSays(string of, string release, string? config, string parameters, Architecture architecture, string? sentence)
    {
        Put("proc/sys/kernel/osrelease", release);
        Put($"boot/config-{release}", config);
        Put("proc/cmdline", parameters + "\n");

        var limit = Limits.Of([], Table, "", Here(), architecture).SingleOrDefault(l => l.Of == of);

        Assert.Equal(sentence is null, limit is null);
        Assert.Contains(sentence ?? "", limit?.Sentence ?? "");
        // Limits that apply to nearly every machine, or are minor, are shown on the Tracepoints page only.
        Assert.True(limit is null || (LimitPlaces.Of(limit).Count > 0) == (of is not (LimitPlaces.Programs32Bit or LimitPlaces.CloneOnly or LimitPlaces.ThreadEnds)));
    }

    private IReadOnlyList<CaptureLimit> Of(IReadOnlyList<ProbeStatus> probes)
        => Limits.Of(probes, Table, "", Here(), Architecture.X64);

    /// <param name="errno">With which the kernel refuses to open a cgroup by its number.</param>
    private Machine Here(int errno = 0) => new(_root.FullName) { TryCgroup = (_, _) => new CgroupTrial(errno, null) };

    private void Put(string path, string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(_root.FullName, path), text);
        }
    }

    private static ProbeStatus Status(ProbeEntry probe, bool attached) => new(probe.Tracepoint, attached, null, 0, null) { Program = probe.Program };
}
