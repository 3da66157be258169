using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>The same properties at scale: nothing pending, merged, duplicated or missing.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class ScaleTests(KernelFixture kernel)
{
    /// <summary>Large, so that a machine that stops for seconds does not turn a test of counting into one of losses.</summary>
    private static readonly BpfSourceOptions Roomy = new() { RingBytes = 64 << 20 };

    private static readonly CaptureLimits Keep = new() { ExitedProcesses = 300_000, Events = 1_000 };

    private const string PidMaxFile = "/proc/sys/kernel/pid_max";

    private const int SmallPidMax = 32_768;

    [Fact]
    public async Task TenThousandExecs_FromThreads_LeaveNothingPending()
    {
        kernel.NeedTracing();
        const int Times = 10_000;
        var (execs, paired) = (0, 0);
        await using var capture = new LiveCapture(Roomy, Keep)
        {
            Watch = batch =>
            {
                foreach (var exec in batch.OfType<ExecExitEvent>().Where(e => e.Args is ["true", "from-thread"]))
                {
                    execs++;
                    paired += exec is { Ret: 0, Syscall: "execve", DurationNs: > 0 } && exec.OldTid != exec.Pid && exec.Tid == exec.Pid ? 1 : 0;
                }
            },
        };
        capture.Start();

        await RunAsync("exec_from_thread", $"{Times}", Scenario("nop"), "4");

        await LiveCapture.EventuallyAsync(() => execs == Times ? null : $"{execs} execs");
        Assert.Equal(Times, paired);
        Assert.Equal(0, capture.Source.Status.Lost.Values.Sum());
        // Other programs of the machine may be inside an exec for a moment.
        await LiveCapture.EventuallyAsync(() => capture.Source.PendingExecs == 0 ? null : $"{capture.Source.PendingExecs} pending");
    }

    [Fact]
    public async Task HundredThousandProcesses_ThroughASmallPidSpace_AreAsManyLives()
    {
        kernel.NeedTracing();
        const int Processes = 100_000;
        using var small = SmallPidSpace();
        var (ids, twice) = (new HashSet<ProcessId>(), 0);
        await using var capture = new LiveCapture(Roomy, Keep)
        {
            Watch = batch => twice += batch.OfType<ForkEvent>().Count(fork => !ids.Add(fork.Process)),
        };
        capture.Start();

        var (storm, output) = await RunAsync("storm", $"{Processes}");
        Assert.Equal($"forked {Processes}", output);
        await capture.EqualsProcAsync();

        Assert.Equal(0, capture.Source.Status.Lost.Values.Sum());
        Assert.Equal(0, twice);
        capture.Store.Read(view =>
        {
            var root = view.Processes.Lives(storm)!.Lives.Single(l => l.Comm == "storm");
            var workers = root.Children.ToList();
            Assert.Equal(2, workers.Count);
            var lives = workers.SelectMany(w => w.Children).ToList();
            Assert.Equal(Processes, lives.Count);
            Assert.All(lives, l => Assert.Equal((ProcessState.Exited, InferredFields.None), (l.State, l.Inferred)));
            Assert.All(lives, l => Assert.NotNull(l.Exit!.ExitCode));
            Assert.True(lives.CountBy(l => l.Pid).Max(c => c.Value) >= Processes / SmallPidMax);
            AssertNoOverlap(view.Processes);
            return 0;
        });
    }

    [Fact]
    public async Task AttachInAForkStorm_FiftyTimes_MissesNothingAndDoublesNothing()
    {
        kernel.NeedTracing();
        // Ten storms for five tracers, because attaching and detaching takes the kernel some time.
        for (var storm = 0; storm < 10; storm++)
        {
            using var churn = KernelFixture.Start(Scenario("churn"), Scenario("nop"));
            await churn.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var attaches = Enumerable.Range(0, 5).Select(_ => Task.Run(Attach)).ToList();
            var captures = await Task.WhenAll(attaches);
            try
            {
                // The storm continues until each snapshot was merged with many events.
                await LiveCapture.EventuallyAsync(() => captures.All(c => c.Capture.Store.Version > 10) ? null : "no batches");
                churn.StandardInput.Close();
                await churn.WaitForExitAsync(TestContext.Current.CancellationToken);
                foreach (var (capture, attached) in captures)
                {
                    await capture.EqualsProcAsync();
                    await LiveCapture.EventuallyAsync(() => Incomplete(capture, attached));
                }
            }
            finally
            {
                await Task.WhenAll(captures.Select(c => c.Capture.DisposeAsync().AsTask()));
            }
        }
    }

    private static (LiveCapture Capture, long AttachedNs) Attach()
    {
        var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 32 << 20 }, Keep);
        return (capture.Start(), LibC.BootTimeNs());
    }

    /// <summary>
    /// Checks that nothing was inferred: each birth and each exit since attach was seen. Null once that is so: the ring may
    /// still have events of processes in the snapshot.
    /// </summary>
    private static string? Incomplete(LiveCapture capture, long attachedNs)
    {
        Assert.Equal(0, capture.Source.Status.Lost.Values.Sum());
        return capture.Store.Read(view =>
        {
            AssertNoOverlap(view.Processes);
            // For a process that ended before attach, only the release may be seen.
            var concluded = view.Processes.All
                .Where(r => (r.Inferred & ~(r.Id.StartNs > attachedNs ? InferredFields.ExitTime : InferredFields.ExitTime | InferredFields.Exit)) != 0).ToList();
            return concluded.Count == 0
                ? null
                : $"attached at {attachedNs}: " + string.Join("; ", concluded.Take(5).Select(r => $"{r.Id} {r.Comm} {r.State} {r.Inferred}"));
        });
    }

    private static void AssertNoOverlap(ProcessTable table)
    {
        foreach (var (pid, lives) in table.Pids)
        {
            for (var i = 1; i < lives.Lives.Count; i++)
            {
                var (before, after) = (lives.Lives[i - 1], lives.Lives[i]);
                Assert.True(before.Id.StartNs < after.Id.StartNs, $"{pid}: out of order");
                Assert.True(before.Exit is { } exit && exit.BootNs <= after.Id.StartNs, $"{pid}: {before.Id} was still there at {after.Id}");
            }
        }
    }

    private static string Scenario(string name) => Path.Combine(KernelFixture.ScenarioDirectory, name);

    private static async Task<(int Pid, string Output)> RunAsync(string scenario, params string[] args)
    {
        using var process = KernelFixture.Start(Scenario(scenario), args);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.Id, output.Trim());
    }

    /// <summary>Lowers the pid limit of a machine whose pids would not wrap around in a test, and restores it.</summary>
    private static Restore? SmallPidSpace()
    {
        var before = File.ReadAllText(PidMaxFile).Trim();
        if (int.Parse(before, CultureInfo.InvariantCulture) <= SmallPidMax)
        {
            return null;
        }

        File.WriteAllText(PidMaxFile, $"{SmallPidMax}");
        return new Restore(PidMaxFile, before);
    }

    private sealed class Restore(string file, string text) : IDisposable
    {
        public void Dispose() => File.WriteAllText(file, text);
    }
}
