using System.Collections.Concurrent;
using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Losses of a ring that is far too small, and the table's recovery.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class LossTests(KernelFixture kernel)
{
    private const int Processes = 20_000;

    /// <summary>Processes that ran before and exit meanwhile.</summary>
    private const int EndedOnly = 50;

    [Fact]
    public async Task SmallRing_UnderAStorm_CountsEachLossAndRepairsTheTable()
    {
        kernel.NeedTracing();
        var (forks, exits, lost) = (0L, 0L, 0L);
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 64 << 10, Batches = 2 })
        {
            Watch = batch =>
            {
                forks += batch.Count(e => e is ForkEvent);
                exits += batch.Count(e => e is ExitEvent);
                lost += batch.OfType<LostEvent>().Sum(e => e.Count);
            },
        };

        // The reader's two buffers are not taken during the storm, so most records do not fit.
        var before = ForksSinceBoot();
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), $"{Processes}");
        Assert.Equal($"forked {Processes}", await storm.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
        capture.Start();
        await LiveCapture.EventuallyAsync(() => capture.Source.Repairs > 0 ? null : "no repair");
        await capture.EqualsProcAsync();

        // The workload, its two workers and itself; other processes add to that, up to the kernel's own count of births
        // (which includes threads). Evaluated again while they continue.
        var (forksLost, exitsLost) = (0L, 0L);
        await LiveCapture.EventuallyAsync(() =>
        {
            var counters = capture.Source.Counters;
            var status = capture.Source.Status.Lost;
            var (seenForks, seenExits, reported) = (Interlocked.Read(ref forks), Interlocked.Read(ref exits), Interlocked.Read(ref lost));
            var max = ForksSinceBoot() - before;
            forksLost = counters.LostOfKind(RecordKind.Fork);
            exitsLost = counters.LostOfKind(RecordKind.Exit);
            var byKind = Enumerable.Range(0, 16).Sum(kind => counters.LostOfKind((RecordKind)kind));
            return seenForks + forksLost < Processes + 3 || seenForks + forksLost > max ? $"{seenForks} births seen, {forksLost} lost, {max} made"
                : seenExits + exitsLost < Processes + 3 || seenExits + exitsLost > max + EndedOnly ? $"{seenExits} ends seen, {exitsLost} lost, {max} made"
                // Everything is reported in the stream, each with one kind.
                : reported != status.Values.Sum() ? $"{reported} reported of {status.Values.Sum()} lost"
                : reported != byKind + status[LossWatch.ProbeBusy] + status[LossWatch.SequenceHole] ? $"{reported} reported, {byKind} by kind"
                : null;
        });

        Assert.True(forksLost > Processes / 2, $"only {forksLost} births lost");
        TestContext.Current.SendDiagnosticMessage(
            $"{forks} births seen, {forksLost} lost, {lost} records lost, {capture.Source.Repairs} repairs");
    }

    /// <summary>A garbage collection stops all .NET threads, longer with a larger heap; a ring of this size fills sooner.</summary>
    [Fact]
    public async Task Storm_WhileGarbageIsCollected_LosesNothing()
    {
        kernel.NeedTracing();
        const int Failures = 100_000;
        const int Collections = 8;
        var heap = Enumerable.Range(0, 2_000_000).Select(i => new object[] { i }).ToList();
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 4 << 20 });
        var pauses = GC.GetTotalPauseDuration();
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "exec_failures"), $"{Failures}");
        // Not until it has exited: the runtime would not notice that during the collections.
        for (var i = 0; i < Collections; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(GC.GetTotalPauseDuration() > pauses);
        GC.KeepAlive(heap);
        capture.Start();
        await LiveCapture.EventuallyAsync(() => Failed(capture, storm.Id) == Failures ? null : $"{Failed(capture, storm.Id)} of {Failures} failures are reported");
        Assert.All(capture.Source.Status.Lost, lost => Assert.Equal(0, lost.Value));
    }

    [Fact]
    public async Task SmallRing_UnderAStormThatLeavesProcesses_FindsAndEndsThem()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 64 << 10, Batches = 2 });

        // Born while the ring is full, and ended while there is room: their births were not seen.
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

    /// <summary>
    /// As for a stopped server: the first storm fills the ring, the second leaves no record, and the events that are delivered
    /// first are older than both losses.
    /// </summary>
    [Fact]
    public async Task TwoStorms_WhileNothingIsTaken_LieInTheIntervalOfTheLoss()
    {
        kernel.NeedTracing();
        using var stopped = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var lost = new ConcurrentQueue<LostEvent>();
        var stop = false;
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 64 << 10, Batches = 2 })
        {
            Watch = batch =>
            {
                foreach (var e in batch.OfType<LostEvent>())
                {
                    lost.Enqueue(e);
                }

                if (Volatile.Read(ref stop))
                {
                    stopped.Set();
                    goOn.Wait();
                }
            },
        };
        capture.Start();
        Volatile.Write(ref stop, true);
        try
        {
            Assert.True(stopped.Wait(KernelFixture.Deadline, TestContext.Current.CancellationToken));
            await StormAsync();
            var firstEnd = Now(capture);
            // So that no tick of the feed covers both.
            await LiveCapture.EventuallyAsync(() => Now(capture).UnixNs - firstEnd.UnixNs > 1_000_000_000 ? null : "no second has passed");
            await StormAsync();
            var secondEnd = Now(capture);
            Volatile.Write(ref stop, false);
            goOn.Set();

            await LiveCapture.EventuallyAsync(() => lost.Sum(e => e.Count) > Processes ? null : $"{lost.Sum(e => e.Count)} lost");
            Assert.Contains(
                lost, e => e.Cause is LossWatch.RingFull or LossWatch.OverShare && e.From!.Value.UnixNs <= firstEnd.UnixNs && e.To!.Value.UnixNs >= secondEnd.UnixNs);
        }
        finally
        {
            goOn.Set();
        }
    }

    private static async Task StormAsync()
    {
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), $"{Processes}");
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static Timestamp Now(LiveCapture capture) => capture.Store.Clock.ToTimestamp(LibC.BootTimeNs());

    /// <summary>"processes" of /proc/stat: forks and clones since boot, threads included.</summary>
    private static long ForksSinceBoot()
        => long.Parse(File.ReadLines("/proc/stat").Single(l => l.StartsWith("processes "))[10..], CultureInfo.InvariantCulture);

    private static long Failed(LiveCapture capture, int pid)
        => capture.Store.Read(view => view.Processes.Lives(pid)?.Lives[^1].FailedExecCount ?? 0);
}
