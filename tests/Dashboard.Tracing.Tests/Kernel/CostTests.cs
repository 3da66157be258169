using Dashboard.Tracing.Bpf.Source;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>The kernel measures the probes only while there are viewers, by its own counters.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class CostTests(KernelFixture kernel)
{
    private const string Fork = "sched:sched_process_fork";

    [Fact]
    public async Task MeasureCost_LooksAndLapses_AverageIsUnknownThenTheLast()
    {
        kernel.NeedTracing();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var source = BpfEventSource.Open(null, time);
        Assert.False(source.MeasuresCost);

        source.MeasureCost(TimeSpan.FromSeconds(5));
        Assert.True(source.MeasuresCost);
        await LiveCapture.EventuallyAsync(() =>
        {
            Run();
            return Average(source) is > 0 ? null : "nothing measured";
        });

        time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(source.MeasuresCost);
        Assert.True(Average(source) > 0);
        Assert.True(source.Status.ReaderCpuNs > 0);
    }

    private static double? Average(BpfEventSource source) => source.Status.Probes.Single(p => p.Name == Fork).AverageNs;

    private static void Run()
    {
        using var process = KernelFixture.Start("/bin/true");
        process.WaitForExit();
    }
}
