using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Tests.Kernel;

[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class ForkTests(KernelFixture kernel)
{
    [Fact]
    public async Task Vfork_ThenExec_IsBornBeforeItExecs()
    {
        var trace = await kernel.RunAsync("vfork_exec");

        var child = Assert.Single(trace.Children);
        Assert.Equal(ForkMethod.Vfork, child.How);
        Assert.Equal(["CLONE_VM", "CLONE_VFORK"], child.Flags!);
        var kinds = trace.Events.Where(e => e.Process == child.Process && e is not ThreadsEvent).Select(e => e.Kind);
        Assert.Equal([EventKind.Fork, EventKind.ExecEnter, EventKind.ExecExit, EventKind.Exit, EventKind.Reap], kinds);
    }

    [Fact]
    public async Task PosixSpawn_IsNamedByItsShape()
    {
        var trace = await kernel.RunAsync("spawn");

        Assert.Equal(ForkMethod.PosixSpawn, Assert.Single(trace.Children).How);
    }

    [Fact]
    public async Task VforkByClone_IsNamedByTheStackThatItShares()
    {
        var trace = await kernel.RunAsync("vfork_by_clone");

        Assert.Equal([ForkMethod.Vfork, ForkMethod.Vfork], trace.Children.Select(c => c.How));
        Assert.All(trace.Children, c => Assert.Equal(["CLONE_VM", "CLONE_VFORK"], c.Flags!));
    }

    [Fact]
    public async Task CloneParent_HasCreatorAndParentApart()
    {
        var trace = await kernel.RunAsync("clone_parent");

        Assert.Equal(2, trace.Children.Count);
        var (creator, sibling) = (trace.Children[0], trace.Children[1]);
        Assert.Equal((trace.Root, trace.Root), (creator.Parent, sibling.Parent));
        Assert.Equal(creator.Process, sibling.By!.Value.Id);
        Assert.Contains("CLONE_PARENT", sibling.Flags!);
        Assert.Equal([10, 11], trace.Exits.Where(e => e.Process != trace.Root).Select(e => e.ExitCode!.Value).Order());
    }

    [Fact]
    public async Task FailedClones_HaveTheirErrno()
    {
        var trace = await kernel.RunAsync("fork_fails");

        var fails = trace.Events.OfType<ForkFailEvent>().Select(e => (e.Syscall, e.Errno!)).ToList();
        List<(string, string)> expected =
        [
            ("clone", "ENOMEM"), ("clone", "EINVAL"), ("clone3", "EINVAL"), ("clone", "EPERM"), ("clone", "EAGAIN"), ("clone3", "EAGAIN"),
        ];
        if (RuntimeInformation.OSArchitecture == Architecture.X64)
        {
            // Other architectures never had these calls.
            expected.AddRange([("fork", "EAGAIN"), ("vfork", "EAGAIN")]);
        }

        Assert.Equal(expected, fails);
        // The process that created the namespace, and its init.
        Assert.Equal(2, trace.Children.Count);
    }

    [Fact]
    public async Task ForkInAFullCgroup_FailsWithEagain()
    {
        var trace = await kernel.RunAsync("pids_limit");
        KernelFixture.Need(!trace.Output.StartsWith("no pids cgroup"), "This machine does not allow a pids cgroup.");

        var fail = Assert.Single(trace.Events.OfType<ForkFailEvent>());
        Assert.Equal((Assert.Single(trace.Children).Process, "EAGAIN"), (fail.Process, fail.Errno));
    }

    [Fact]
    public async Task PidUsedThreeTimes_IsThreeProcesses()
    {
        var trace = await kernel.RunAsync("pid_reuse");

        var pid = int.Parse(trace.Lines.Single());
        var lives = trace.Children.Where(c => c.Pid == pid).ToList();
        Assert.Equal(3, lives.Count);
        Assert.Equal(3, lives.Select(l => l.Process).Distinct().Count());
        Assert.All(lives, l => Assert.Equal(l.Process.StartNs, l.BootNs, tolerance: 100_000_000L));
        Assert.Equal(3, trace.Exits.Count(e => e.Pid == pid));
    }

    [Fact]
    public async Task PidNamespace_HasBothNumbers()
    {
        var trace = await kernel.RunAsync("pid_namespace");

        Assert.Equal([1, 2], trace.Children.Select(c => c.Context!.Value.PidInNamespace!.Value));
        Assert.All(trace.Children, c => Assert.NotEqual(c.Pid, c.Context!.Value.PidInNamespace));
        var inner = trace.ReapOf(trace.Children[1].Process);
        Assert.Equal(trace.Children[0].Process, inner.By!.Value.Id);
    }

    [Fact]
    public async Task Burst_OfFiveHundred_LosesNothing()
    {
        var lostBefore = kernel.Status.Lost.Values.Sum();
        var trace = await kernel.RunAsync("burst", "500");

        Assert.Equal(500, trace.Children.Count);
        Assert.Equal(501, trace.Exits.Count());
        Assert.Equal(501, trace.Reaps.Count());
        Assert.Equal(lostBefore, kernel.Status.Lost.Values.Sum());
    }
}
