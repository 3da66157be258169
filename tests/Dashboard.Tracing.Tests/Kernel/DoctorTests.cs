using Dashboard.Core.Feeds;
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
        Assert.All(checks.SkipLast(1), c => Assert.True(c.State == CheckState.Ok, $"{c.Name}: {c.Cause}"));
        Assert.Equal(("Priority of the reader", mayBeRealTime ? CheckState.Ok : CheckState.Warn), (checks[^1].Name, checks[^1].State));
        Assert.Empty(report.LoadLog);
        Assert.Contains("clang", report.Compiler);
    }

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
