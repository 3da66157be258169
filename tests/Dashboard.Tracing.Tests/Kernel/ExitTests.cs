using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Tests.Kernel;

[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class ExitTests(KernelFixture kernel)
{
    [Fact]
    public async Task Sigkill_IsSignalNineAndTellsWhoSentIt()
    {
        var trace = await kernel.RunAsync("killed");

        var exit = trace.ExitOf(Assert.Single(trace.Children).Process);
        Assert.Equal((null, 9, false), (exit.ExitCode, exit.Signal, exit.CoreDumped));
        Assert.Equal((trace.Root, "killed"), (exit.By!.Value.Id, exit.By.Value.Comm));
    }

    /// <summary>A signal may be consumed without ending its process. Several real-time signals can wait, and the consumed one is unknown.</summary>
    [Theory]
    [InlineData(15, true)]
    [InlineData(36, false)]
    public async Task SignalAfterOneThatSigwaitTook_IsOfItsOwnSender(int signal, bool isReported)
    {
        var trace = await kernel.RunAsync("sigwait", $"{signal}");

        var printed = Assert.Single(trace.Lines).Split(' ').Select(int.Parse).ToArray();
        var exit = Assert.Single(trace.Exits, e => e.Pid == printed[0]);
        Assert.Equal((signal, isReported ? printed[2] : null), (exit.Signal, (int?)exit.By?.Pid));
    }

    /// <summary>For every way of sending; a timer has no sender, even if a process imitates one.</summary>
    [Theory]
    [InlineData("kill", true)]
    [InlineData("tgkill", true)]
    [InlineData("sigqueue", true)]
    [InlineData("pidfd", true)]
    [InlineData("own_code", true)]
    [InlineData("code_of_a_timer", true)]
    [InlineData("timer", false)]
    [InlineData("alarm", false)]
    public async Task FatalSignal_HasTheSenderThatItHas(string way, bool hasSender)
    {
        var trace = await kernel.RunAsync("signals", way);

        var printed = Assert.Single(trace.Lines).Split(' ').Select(int.Parse).ToArray();
        var exit = Assert.Single(trace.Exits, e => e.Pid == printed[0]);
        Assert.Equal(hasSender, printed[1] != 0);
        Assert.True(exit.Signal is 15 or 14);
        Assert.Equal(hasSender ? printed[1] : null, (int?)exit.By?.Pid);
    }

    /// <summary>For some waits the kernel does not report the returned pid: then no wait was seen.</summary>
    [Theory]
    [InlineData("wait4", true)]
    [InlineData("waitid", true)]
    [InlineData("pidfd", true)]
    [InlineData("waitid_null", true)]
    [InlineData("waitid_null_nohang", true)]
    [InlineData("waitid_null_stops", true)]
    [InlineData("waitid_null_of_any", false)]
    [InlineData("io_uring", false)]
    public async Task Wait_OfEachSort_IsSeenOrSaidToBeUnseen(string way, bool isSeen)
    {
        var trace = await kernel.RunAsync("waits", way);
        Assert.SkipWhen(trace.Output.StartsWith("no such wait"), "This kernel's io_uring does not wait for processes.");

        var reap = Assert.Single(trace.Reaps, r => r.Pid == int.Parse(trace.Lines.Single()));
        Assert.Equal(isSeen ? trace.Root : null, reap.By?.Id);
        Assert.True(reap.BootNs - trace.ExitOf(reap.Process).BootNs >= 100_000_000);
    }

    [Fact]
    public async Task LeaderThatEndsFirst_LivesUntilItsLastThread()
    {
        var trace = await kernel.RunAsync("leader_first");

        var exit = Assert.Single(trace.Exits);
        Assert.Equal((5, "leader_first"), (exit.ExitCode, exit.Comm));
        Assert.NotEqual(exit.Pid, exit.Tid);
        Assert.True(exit.LifetimeNs >= 50_000_000);
        Assert.Equal([2, 1], trace.Events.OfType<ThreadsEvent>().Select(t => t.Count));
    }

    [Theory]
    [InlineData("threads", 50, 3)]
    [InlineData("threads_killed", 50, 4)]
    [InlineData("threads_killed", 200, 4)]
    public async Task ManyThreads_AreOneExit(string scenario, int threads, int code)
    {
        var trace = await kernel.RunAsync(scenario, $"{threads}");

        Assert.Equal(code, Assert.Single(trace.Exits).ExitCode);
        Assert.Empty(trace.Children);
        // When all threads are killed at once, Linux before 6.16 does not report which was the last (limit thread_ends): for
        // threads that end together on different CPUs, only the end of the process is reported.
        var mayLeaveTogether = scenario == "threads_killed" && Environment.OSVersion.Version < new Version(6, 16);
        var least = (2 * threads) - (mayLeaveTogether ? Environment.ProcessorCount - 1 : 0);
        Assert.InRange(trace.Events.OfType<ThreadsEvent>().Count(), least, 2 * threads);
    }

    [Fact]
    public async Task Zombie_IsReapedWhenItsParentWaits()
    {
        var trace = await kernel.RunAsync("zombie");

        var birth = Assert.Single(trace.Children);
        var (exit, reap) = (trace.ExitOf(birth.Process), trace.ReapOf(birth.Process));
        Assert.Equal(trace.Root, reap.By!.Value.Id);
        // The parent sleeps for 200 ms after the fork and then waits, however long the child takes to end.
        Assert.True(reap.BootNs - birth.BootNs >= 200_000_000);
        Assert.True(exit.BootNs < reap.BootNs);
    }

    [Fact]
    public async Task IgnoredSigchld_HasNoReaper()
    {
        var trace = await kernel.RunAsync("ignore_sigchld");

        var child = Assert.Single(trace.Children).Process;
        Assert.Equal(6, trace.ExitOf(child).ExitCode);
        Assert.Null(trace.ReapOf(child).By);
    }

    [Fact]
    public async Task Orphan_IsReapedByItsSubreaper()
    {
        var trace = await kernel.RunAsync("orphan");

        var (middle, orphan) = (trace.Children[0], trace.Children[1]);
        Assert.Equal(middle.Process, orphan.Parent);
        Assert.Equal(trace.Root, trace.ExitOf(orphan.Process).Parent);
        Assert.Equal(trace.Root, trace.ReapOf(orphan.Process).By!.Value.Id);
        Assert.Equal(8, trace.ExitOf(orphan.Process).ExitCode);
    }

    [Fact]
    public async Task Usage_AfterRelease_AgreesWithTheClockOfTheProcess()
    {
        var trace = await kernel.RunAsync("spin", "100");

        // A busy machine may release a process too late for its reap; then its exit has the final accounting.
        var usage = trace.ReapOf(trace.Root).Usage ?? trace.ExitOf(trace.Root).Usage!;
        Assert.InRange(usage.Value.UserNs + usage.Value.SystemNs, 95_000_000, 150_000_000);
        // The test runner starts it by vfork, and the child's use of the runner's memory counts: wait4 includes it too.
        Assert.True(usage.Value.MaxRssBytes > 500_000);
        Assert.True(usage.Value.MinorFaults > 50);
        var atExit = trace.ExitOf(trace.Root).Usage!;
        Assert.InRange(atExit.Value.UserNs + atExit.Value.SystemNs, 50_000_000, 150_000_000);
    }

    [Fact]
    public async Task Usage_OfAWriter_HasTheBytesThatProcCounts()
    {
        var file = Path.Combine(Path.GetTempPath(), $"lifecycle-{Guid.NewGuid():n}");
        var trace = await kernel.RunAsync("io", file);
        File.Delete(file);

        var printed = Assert.Single(trace.Lines).Split(' ').Select(long.Parse).ToArray();
        KernelFixture.Need(printed[1] > 0, $"What is written to {Path.GetTempPath()} is in memory only, or this kernel does not count it.");
        var usage = trace.ExitOf(trace.Root).Usage!.Value;
        Assert.Equal((printed[0], printed[1]), (usage.ReadBytes, usage.WriteBytes));
        Assert.True(usage.WriteBytes >= 1 << 20);
    }

    [Fact]
    public async Task Wait4_OfEachEnd_AgreesWithUs()
    {
        var trace = await kernel.RunAsync("wait4_oracle");

        Assert.Equal(6, trace.Lines.Count);
        foreach (var printed in trace.Lines.Select(l => l.Split(' ').Select(long.Parse).ToArray()))
        {
            var exit = Assert.Single(trace.Exits, e => e.Pid == printed[0]);
            var status = ExitStatus.FromWaitStatus((int)printed[1]);
            Assert.Equal(status, new ExitStatus(exit.ExitCode, exit.Signal, exit.CoreDumped));
            if (trace.ReapOf(exit.Process).Usage is { } usage)
            {
                // A parent can be quicker than the child's last context switch: then our accounting, closed later, has that
                // switch and some microseconds more.
                Assert.InRange((usage.UserNs + usage.SystemNs) / 1000 - printed[2] - printed[3], 0, 1000);
                Assert.InRange(usage.VoluntarySwitches - printed[6], 0, 1);
                Assert.Equal((printed[4], printed[5]), (usage.MinorFaults, usage.MajorFaults));
                Assert.InRange(usage.InvoluntarySwitches - printed[7], 0, 1);
                Assert.Equal(printed[8], usage.MaxRssBytes / 1024);
            }
        }

        // docs/events.md, Limits: some kernels release a process long after the wait; then only its status was compared.
        KernelFixture.Need(trace.Reaps.Any(r => r.Usage is not null), "This kernel released each of them too late to report its accounting with the reap.");
    }

    [Fact]
    public async Task Rename_OfProcess_IsReported_OfAnotherThread_IsNot()
    {
        var trace = await kernel.RunAsync("rename");

        var rename = Assert.Single(trace.Events.OfType<RenameEvent>());
        Assert.Equal(("rename", "new-name"), (rename.From, rename.To));
        Assert.Equal("new-name", trace.ExitOf(trace.Root).Comm);
    }
}
