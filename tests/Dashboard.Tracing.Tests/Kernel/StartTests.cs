using System.Collections.Concurrent;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Bpf.Source;

namespace Dashboard.Tracing.Tests.Kernel;

[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class StartTests(KernelFixture kernel)
{
    [Fact]
    public async Task Snapshot_ContainsAProcessThatWasThereBefore()
    {
        kernel.NeedTracing();
        using var before = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"), "an argument");
        await before.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        await using var source = BpfEventSource.Open(new BpfSourceOptions { RingBytes = 64 << 10 });
        IReadOnlyList<LifecycleEvent> first = [];
        foreach (var batch in source.ReadBatches(TestContext.Current.CancellationToken))
        {
            first = batch;
            break;
        }

        before.StandardInput.Close();
        var found = Assert.Single(first.OfType<SnapshotEvent>(), e => e.Pid == before.Id);
        Assert.Equal("wait_for_input", found.Comm);
        Assert.Equal(Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"), found.Path);
        Assert.Equal(["an argument"], found.Args!.Skip(1));
        Assert.Equal(Environment.ProcessId, found.Parent!.Value.Pid);
        var self = Assert.Single(first.OfType<SnapshotEvent>(), e => e.Pid == Environment.ProcessId);
        Assert.Equal(self.Process, found.Parent);
        Assert.True(self.Threads > 1);
    }

    [Fact]
    public void Probes_OnThisMachine_AreAllAttached()
    {
        kernel.NeedTracing();

        Assert.All(kernel.Status.Probes, p => Assert.True(p.Attached, p.Reason));
        Assert.Contains(kernel.Status.Probes, p => p.Name == "syscalls:sys_enter_execve");
    }

    /// <summary>Every process that is seen at all is seen to exit and to be released, also while only some probes were attached.</summary>
    [Fact]
    public async Task Attach_ProbeByProbeInAForkStorm_LeavesNoEndedProcess()
    {
        kernel.NeedTracing();
        using var churn = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "churn"), Path.Combine(KernelFixture.ScenarioDirectory, "nop"));
        await churn.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await using var capture = new LiveCapture(new BpfSourceOptions { AttachSlowly = true, RingBytes = 32 << 20 }).Start();
        churn.StandardInput.Close();
        await churn.WaitForExitAsync(TestContext.Current.CancellationToken);

        await capture.EqualsProcAsync();
        Assert.Equal(0, capture.Source.Status.Lost.Values.Sum());
    }

    [Fact]
    public async Task ProgramsForOldKernels_PassThisVerifierAndSeeTheSame()
        => await SeesAVforkAndItsExecOnceAsync(new BpfSourceOptions { ForOldKernels = true });

    [Fact]
    public async Task ProgramsForPreemptibleTracepoints_WithRunsSkipped_SeeTheSame()
    {
        KernelFixture.NeedThreePrograms();
        await SeesAVforkAndItsExecOnceAsync(new BpfSourceOptions { SkipRuns = true });
    }

    /// <summary>Half of the runs of the first and second program do nothing: each event still occurs exactly once.</summary>
    /// <param name="pauseUs">With pauses the processes are freed on top of idle tasks, which have the same pid on all CPUs.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(2_000)]
    public async Task Storm_WithRunsSkipped_IsSeenWholeAndOnce(int pauseUs)
    {
        kernel.NeedTracing();
        KernelFixture.NeedThreePrograms();
        const int Processes = 2_000;
        const int Workers = 2;
        var seen = new ConcurrentQueue<LifecycleEvent>();
        await using var capture = new LiveCapture(new BpfSourceOptions { SkipRuns = true }) { Watch = batch => batch.ToList().ForEach(seen.Enqueue) }.Start();

        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), $"{Processes}", $"{Workers}", $"{pauseUs}");
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
        await LiveCapture.EventuallyAsync(() => seen.OfType<ReapEvent>().Any(r => r.Process.Pid == storm.Id) ? null : "no reap");

        var births = seen.OfType<ForkEvent>().ToList();
        var workers = births.Where(f => f.Parent?.Pid == storm.Id).Select(f => f.Process).ToHashSet();
        Assert.Equal(Workers, workers.Count);
        var children = births.Where(f => f.Parent is { } parent && workers.Contains(parent)).Select(f => f.Process).ToHashSet();
        // Kernels from 7.0 on skip runs themselves, so all three may be skipped.
        long Min() => Environment.OSVersion.Version.Major < 7 ? Processes : Processes - capture.Source.Status.Lost[LossWatch.ProbeBusy];
        int Exits() => seen.OfType<ExitEvent>().Count(e => children.Contains(e.Process));
        // A missed run is reported when two reads agree.
        await LiveCapture.EventuallyAsync(() => children.Count >= Min() && Exits() >= Min() ? null : $"{children.Count} births, {Exits()} exits");
        Assert.Equal(children.Count, births.Count(f => children.Contains(f.Process)));
        Assert.InRange(Exits(), Min(), Processes);
        // A reap waits for the kernel's accounting, which may come late.
        int Reaps() => seen.OfType<ReapEvent>().Count(e => children.Contains(e.Process));
        await LiveCapture.EventuallyAsync(() => Reaps() >= Min() ? null : $"{Reaps()} reaps");
        Assert.InRange(Reaps(), Min(), Processes);
        Assert.All(capture.Source.Status.Lost.Where(l => l.Key != LossWatch.ProbeBusy), lost => Assert.Equal(0, lost.Value));
        var probes = capture.Source.Status.Probes.ToDictionary(p => p.Program!);
        Assert.True(probes["process_fork"].Recovered > Processes / 4);
        Assert.True(probes["process_exit"].Recovered > Processes / 4);
    }

    /// <summary>The kernel lane runs it with full preemption, where kernels from 7.0 on really skip runs.</summary>
    [Fact]
    public async Task Storm_OfEightWorkers_SeenAndMissedAreMade()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture();
        var (missed, recovered) = await SeesAStormAsync(capture, count: 6_000, workers: 8);

        TestContext.Current.SendDiagnosticMessage($"births: {recovered} made up for, {missed} missed");
    }

    /// <summary>Half of the runs of all three programs do nothing, so one birth in eight is lost, and some more because of a stale mark.</summary>
    [Fact]
    public async Task Storm_WithRunsOfAllThreeSkipped_SeenAndMissedAreMade()
    {
        kernel.NeedTracing();
        KernelFixture.NeedThreePrograms();
        await using var capture = new LiveCapture(new BpfSourceOptions { SkipRuns = true, SkipLastRuns = true });
        var (missed, _) = await SeesAStormAsync(capture, count: 2_000, workers: 2);

        Assert.True(missed > 100, $"{missed} missed");
    }

    [Fact]
    public async Task SmallRing_UnderAStorm_CountsWhatItLost()
    {
        kernel.NeedTracing();
        const int Records = 2 * 10_000;
        await using var source = BpfEventSource.Open(new BpfSourceOptions { RingBytes = 64 << 10, Batches = 2 });
        using var batches = source.ReadBatches(TestContext.Current.CancellationToken).GetEnumerator();
        batches.MoveNext();

        // 3 MB of records while the reader's two buffers are not taken: most do not fit.
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "exec_failures"), "10000");
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);

        var (seen, lost) = (0, 0L);
        while ((seen + ExecsLost() < Records || lost < source.Status.Lost[LossWatch.RingFull] + source.Status.Lost[LossWatch.OverShare]) && batches.MoveNext())
        {
            var ours = batches.Current.Where(e => e.Pid == storm.Id);
            seen += ours.Count(e => e is ExecEnterEvent { Comm: "exec_failures" } or ExecExitEvent { Succeeded: false });
            lost += batches.Current.OfType<LostEvent>().Where(e => e.Cause is LossWatch.RingFull or LossWatch.OverShare).Sum(e => e.Count);
        }

        // Other processes lose records too, but few of these kinds: a little more, never less.
        Assert.InRange(seen + ExecsLost(), Records, Records + 500);
        Assert.True(lost > 0);
        Assert.Equal(0, source.Status.Lost[LossWatch.SequenceHole]);

        long ExecsLost()
        {
            var counters = source.Counters;
            return counters.LostOfKind(RecordKind.ExecEnter) + counters.LostOfKind(RecordKind.ExecFail);
        }
    }

    [Fact]
    public async Task LastEvent_WithNothingBehindIt_DoesNotWait()
    {
        var trace = await kernel.RunAsync("exec_missing");

        // The fixture returned, so the subtree's last record was delivered by the reader's timer, not by another record.
        Assert.Equal(EventKind.Reap, trace.Events[^1].Kind);
    }

    /// <summary>Each birth is seen once or counted as missed. Returns the missed ones, and those that the second or third program recovered.</summary>
    private static async Task<(long Missed, long Recovered)> SeesAStormAsync(LiveCapture capture, int count, int workers)
    {
        var seen = new ConcurrentQueue<LifecycleEvent>();
        capture.Watch = batch => batch.ToList().ForEach(seen.Enqueue);
        capture.Start();

        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "storm"), $"{count}", $"{workers}");
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
        var probe = capture.Source.Status.Probes.Single(p => p.Program == "process_fork");
        var made = count + workers;
        ProcessId[] Births() => seen.OfType<ForkEvent>().Where(f => f.Comm == "storm").Select(f => f.Process).ToArray();
        await LiveCapture.EventuallyAsync(() => Births().Length + probe.Missed >= made ? null : $"{Births().Length} seen and {probe.Missed} missed of {made}");
        await LiveCapture.EventuallyAsync(() => seen.OfType<LostEvent>().Sum(l => l.Count) >= probe.Missed ? null : "the loss was not reported");

        var births = Births();
        Assert.Equal(births.Distinct().Count(), births.Length);
        // Some births of other processes are missed, too: a few more than were made, never less.
        Assert.InRange(births.Length + probe.Missed, made, made + (probe.Missed == 0 ? 0 : 400));
        Assert.All(seen.OfType<LostEvent>(), lost => Assert.Equal(LossWatch.ProbeBusy, lost.Cause));
        return (probe.Missed, probe.Recovered);
    }

    private async Task SeesAVforkAndItsExecOnceAsync(BpfSourceOptions options)
    {
        kernel.NeedTracing();
        var events = new ConcurrentQueue<LifecycleEvent>();
        await using var capture = new LiveCapture(options) { Watch = batch => batch.ToList().ForEach(events.Enqueue) }.Start();
        Assert.All(capture.Source.Status.Probes, p => Assert.True(p.Attached, p.Reason));

        using var child = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "vfork_exec"));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        ProcessId? Born() => events.OfType<ForkEvent>().FirstOrDefault(f => f.Parent?.Pid == child.Id)?.Process;
        await LiveCapture.EventuallyAsync(() => events.OfType<ReapEvent>().Any(r => r.Process == Born()) ? null : "no reap");

        var fork = events.OfType<ForkEvent>().Single(f => f.Process == Born());
        Assert.Equal((ForkMethod.Vfork, "vfork_exec", "vfork_exec"), (fork.How, fork.Comm, fork.By!.Value.Comm));
        var exec = events.OfType<ExecExitEvent>().Single(e => e.Process == Born());
        Assert.Equal(("/bin/true", "execve", "true"), (exec.Path, exec.Syscall, exec.Comm));
        Assert.Equal(child.Id, events.OfType<ReapEvent>().Single(r => r.Process == Born()).By!.Value.Pid);
    }
}
