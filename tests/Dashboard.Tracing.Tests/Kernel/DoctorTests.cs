using Dashboard.Core.Feeds;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Tracing.Tests.Kernel;

[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class DoctorTests(KernelFixture kernel)
{
    [Fact]
    public async Task Examination_OfThisMachine_FindsThatItTraces()
    {
        kernel.NeedTracing();
        var mayBeRealTime = await KernelFixture.MayBeRealTimeAsync();

        // The last one is the reader's priority, which a container may refuse.
        var report = Examination.Run();
        var checks = report.Checks;
        Assert.All(checks.SkipLast(1).Except([Earlier(checks)]), c => Assert.True(c.State == CheckState.Ok, $"{c.Name}: {c.Cause}"));
        Assert.Equal(("Priority of the reader", mayBeRealTime ? CheckState.Ok : CheckState.Warn), (checks[^1].Name, checks[^1].State));
        Assert.Empty(report.LoadLog);
        Assert.Contains("clang", report.Compiler);
    }

    /// <summary>A sandbox may protect process 1 even from root; the check must agree with readlink(1) run by another process.</summary>
    [Fact]
    public async Task EarlierProcesses_OfThisMachine_AreReadAsReadlinkReadsThem()
    {
        kernel.NeedTracing();
        using var readlink = KernelFixture.Start("/usr/bin/readlink", "/proc/1/exe", "/proc/1/cwd");
        await readlink.WaitForExitAsync(TestContext.Current.CancellationToken);

        var check = Earlier(Examination.Run().Checks);

        Assert.Equal(readlink.ExitCode == 0, !check.Cause.Contains("process 1 are refused", StringComparison.Ordinal));
        Assert.Contains("were read", check.Cause);
    }

    [Fact]
    public void Cgroup_OfThisProcess_IsOpenedByItsNumber()
    {
        kernel.NeedTracing();
        var own = File.ReadLines("/proc/self/cgroup").First(line => line.StartsWith("0::", StringComparison.Ordinal))[3..];

        Assert.True(CgroupPaths.Try(own, null).Works);
        Assert.Equal("the cgroup of the process has no directory here", CgroupPaths.Try("/not/there", null).NotTried);
    }

    private static CheckResult Earlier(IEnumerable<CheckResult> checks) => checks.Single(c => c.Name == "Processes from before capture");

    [Fact]
    public void Tracefs_OfThisMachine_HasTheFormatOfEachProbe()
    {
        kernel.NeedTracing();
        var tracefs = Tracefs.Find()!;

        foreach (var probe in kernel.Status.Probes)
        {
            var format = tracefs.Read(probe.Name)!;
            Assert.True(format.Id > 0);
            Assert.Equal(4, format.Fields.Count(f => f.Common));
            Assert.All(format.Fields, f => Assert.NotEmpty(f.Type));
        }
    }
}
