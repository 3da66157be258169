using Dashboard.Core.Events;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf;
using Dashboard.Tracing.Bpf.Records;

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

    [Fact]
    public async Task ProgramsForOldKernels_PassThisVerifierAndSeeTheSame()
    {
        kernel.NeedTracing();
        var told = new System.Collections.Concurrent.ConcurrentQueue<LifecycleEvent>();
        await using var capture = new LiveCapture(new BpfSourceOptions { ForOldKernels = true })
        {
            Watch = batch =>
            {
                foreach (var e in batch)
                {
                    told.Enqueue(e);
                }
            },
        }.Start();
        Assert.All(capture.Source.Status.Probes, p => Assert.True(p.Attached, p.Reason));

        using var child = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "vfork_exec"));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        ProcessId? Born() => told.OfType<ForkEvent>().FirstOrDefault(f => f.Parent?.Pid == child.Id)?.Process;
        await LiveCapture.EventuallyAsync(() => told.OfType<ReapEvent>().Any(r => r.Process == Born()) ? null : "no reap");

        var fork = told.OfType<ForkEvent>().Single(f => f.Process == Born());
        Assert.Equal((ForkMethod.Vfork, "vfork_exec", "vfork_exec"), (fork.How, fork.Comm, fork.By!.Value.Comm));
        var exec = told.OfType<ExecExitEvent>().Single(e => e.Process == Born());
        Assert.Equal(("/bin/true", "execve", "true"), (exec.Path, exec.Syscall, exec.Comm));
        Assert.Equal(child.Id, told.OfType<ReapEvent>().Single(r => r.Process == Born()).By!.Value.Pid);
    }

    [Fact]
    public async Task SmallRing_UnderAStorm_CountsWhatItLost()
    {
        kernel.NeedTracing();
        const int Records = 2 * 10_000;
        await using var source = BpfEventSource.Open(new BpfSourceOptions { RingBytes = 64 << 10, Batches = 2 });
        using var batches = source.ReadBatches(TestContext.Current.CancellationToken).GetEnumerator();
        batches.MoveNext();

        // 3 MB of records while nobody takes the reader's two buffers: most find no room.
        using var storm = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "exec_failures"), "10000");
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);

        var (seen, lost) = (0, 0L);
        while ((seen + ExecsLost() < Records || lost < source.Status.Lost[LossWatch.RingFull]) && batches.MoveNext())
        {
            var ours = batches.Current.Where(e => e.Pid == storm.Id);
            seen += ours.Count(e => e is ExecEnterEvent { Comm: "exec_failures" } or ExecExitEvent { Succeeded: false });
            lost += batches.Current.OfType<LostEvent>().Where(e => e.Cause == LossWatch.RingFull).Sum(e => e.Count);
        }

        // Other processes lose records too, but few of them are of these kinds: a little more, never less.
        Assert.InRange(seen + ExecsLost(), Records, Records + 500);
        Assert.True(lost > 0);
        Assert.Equal(0, source.Status.Lost[LossWatch.SequenceHole]);

        long ExecsLost()
        {
            var byKind = source.Counters.LostByKind;
            return (long)(byKind[(int)RecordKind.ExecEnter] + byKind[(int)RecordKind.ExecFail]);
        }
    }

    [Fact]
    public async Task LastEvent_WithNothingBehindIt_DoesNotWait()
    {
        var trace = await kernel.RunAsync("exec_missing");

        // The fixture returned at all: the last record of the subtree came by the reader's clock, not by another record.
        Assert.Equal(EventKinds.Reap, trace.Events[^1].Kind);
    }
}
