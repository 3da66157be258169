using Dashboard.Core.Feeds;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Tracing.Tests.Kernel;

[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class DoctorTests(KernelFixture kernel)
{
    [Fact]
    public void Examination_OfThisMachine_FindsThatItTraces()
    {
        kernel.NeedTracing();

        Assert.All(Examination.Run(), c => Assert.True(c.State == CheckState.Ok, $"{c.Name}: {c.Cause}"));
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
