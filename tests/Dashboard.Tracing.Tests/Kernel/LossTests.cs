using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>What a ring that is far too small loses, and how the table recovers.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class LossTests(KernelFixture kernel)
{
    private const int Processes = 20_000;

    [Fact]
    public async Task SmallRing_UnderAStorm_CountsEachLossAndRepairsTheTable()
    {
        kernel.NeedTracing();
        var (forks, exits, lost) = (0L, 0L, 0L);
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 64 << 10, Buffers = 2 })
        {
            Watch = batch =>
            {
                forks += batch.Count(e => e is ForkEvent);
                exits += batch.Count(e => e is ExitEvent);
                lost += batch.OfType<LostEvent>().Sum(e => e.Count);
            },
        };

        // Nobody takes the reader's two buffers while it rages, so most records find no room.
        var made = ForksSinceBoot();
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), $"{Processes}");
        Assert.Equal($"forked {Processes}", await storm.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
        made = ForksSinceBoot() - made;
        capture.Start();
        await LiveCapture.EventuallyAsync(() => capture.Source.Repairs > 0 ? null : "no repair");
        await capture.EqualsProcAsync();

        var counters = capture.Source.Counters;
        var forksLost = (long)counters.LostByKind[(int)RecordKind.Fork];
        var exitsLost = (long)counters.LostByKind[(int)RecordKind.Exit];
        Assert.True(forksLost > Processes / 2, $"only {forksLost} births lost");
        // The workload, its two workers and itself; what the rest of the machine did is between this and the kernel's
        // own count of births (which has threads in it, too).
        await LiveCapture.EventuallyAsync(() =>
            forks + forksLost >= Processes + 3 ? null : $"{forks} births seen and {forksLost} lost");
        Assert.InRange(forks + forksLost, Processes + 3, Math.Max(made + 50, Processes + 3));
        Assert.InRange(exits + exitsLost, Processes + 3, made + 50);
        // Told in the stream, to the last one.
        await LiveCapture.EventuallyAsync(() => lost == capture.Source.Status.Lost.Values.Sum() ? null : $"{lost} told");
        Assert.Equal(lost, (long)Enumerable.Range(0, 16).Sum(kind => (decimal)counters.LostByKind[kind])
            + capture.Source.Status.Lost[LossWatch.ProbeBusy] + capture.Source.Status.Lost[LossWatch.PairingFull]);
        Assert.Equal(0, capture.Source.Status.Lost[LossWatch.SequenceHole]);
        TestContext.Current.SendDiagnosticMessage(
            $"{made} made, {forks} births seen, {forksLost} lost, {lost} records lost, {capture.Source.Repairs} repairs");
    }

    [Fact]
    public async Task SmallRing_UnderAStormThatLeavesProcesses_FindsAndEndsThem()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 64 << 10, Buffers = 2 });

        // Born while nothing finds room, and then ended while something does: nobody saw how they came.
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), "4000");
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var unseen = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"));
        await unseen.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var after = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), "2000");
        await after.WaitForExitAsync(TestContext.Current.CancellationToken);
        capture.Start();

        await LiveCapture.EventuallyAsync(() => capture.Source.Repairs > 0 ? null : "no repair");
        await capture.EqualsProcAsync();
        var found = capture.Store.Read(view => view.Processes.Lives(unseen.Id)!.Lives[^1]);
        Assert.Equal("wait_for_input", found.Comm);
        unseen.StandardInput.Close();
        await unseen.WaitForExitAsync(TestContext.Current.CancellationToken);
        await LiveCapture.EventuallyAsync(() => found.Exit is { ExitCode: 0 } ? null : "its end was not seen");
    }

    /// <summary>"processes" of /proc/stat: forks and clones since boot, threads included.</summary>
    private static long ForksSinceBoot()
        => long.Parse(File.ReadLines("/proc/stat").Single(l => l.StartsWith("processes "))[10..], CultureInfo.InvariantCulture);
}
