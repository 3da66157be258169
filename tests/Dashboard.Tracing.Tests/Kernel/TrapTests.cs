using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Cases that other tools misreport.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class TrapTests(KernelFixture kernel)
{
    [Fact]
    public async Task OutOfMemory_IsNamedAndHasNoSender()
    {
        var trace = await kernel.RunAsync("oom");
        KernelFixture.Need(!trace.Output.StartsWith("no memory cgroup"), "This machine does not allow a memory cgroup.");

        var exit = trace.ExitOf(Assert.Single(trace.Children).Process);
        Assert.Equal((9, true, null), (exit.Signal, exit.Oom, exit.By));
    }

    /// <summary>Processes that share the victim's memory are killed too, but the kernel marks only the victim.</summary>
    [Fact]
    public async Task OutOfMemory_OfSharedMemory_IsNamedOfBoth()
    {
        var trace = await kernel.RunAsync("oom", "shared");
        KernelFixture.Need(!trace.Output.StartsWith("no memory cgroup"), "This machine does not allow a memory cgroup.");

        Assert.Equal(2, trace.Children.Count);
        Assert.All(trace.Children, child =>
        {
            var exit = trace.ExitOf(child.Process);
            Assert.Equal((9, true, null), (exit.Signal, exit.Oom, exit.By));
        });
    }

    /// <summary>Threads of io_uring are created without a system call.</summary>
    [Fact]
    public async Task ThreadThatTheKernelMakes_IsCounted()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture().Start();
        using var process = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "ring_worker"));
        var printed = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        KernelFixture.Need(printed != "no ring", "This machine does not allow io_uring.");

        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view => view.Processes.Lives(process.Id)?.Lives[^1].Threads) is var seen && $"{seen}" == printed
            ? null : $"seen: {seen}; /proc: {printed}");
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ProcessInAContainersCgroup_HasItsId()
    {
        var trace = await kernel.RunAsync("container", "keep");
        KernelFixture.Need(!trace.Output.StartsWith("no cgroup"), "This machine does not allow a cgroup of version 2.");
        var group = trace.Lines.Single();
        await LiveCapture.EventuallyAsync(() => KernelFixture.RemoveCgroup(group) ? null : "the cgroup stays busy");

        var name = Path.GetFileName(group);
        var exec = Assert.Single(trace.Execs, e => e.Process == Assert.Single(trace.Children).Process);
        Assert.Equal((name["docker-".Length..^".scope".Length], "/" + name), (exec.Context!.Value.Container, exec.Context!.Value.Cgroup));
        // Uid 0 is root on the machine; its name inside the container is not known.
        Assert.Equal((0u, null), (exec.Context!.Value.Uid, exec.Context!.Value.User));
    }

    [Fact]
    public async Task SetUserIdProgram_RunsAsItsOwner()
    {
        var directory = Directory.CreateTempSubdirectory("lifecycle-");
        var trace = await kernel.RunAsync("setuid_exec", directory.FullName);
        directory.Delete(recursive: true);

        Assert.Equal([(0u, "root"), (0u, "root")], trace.Children.Select(c => (c.Context!.Value.Uid!.Value, c.Context!.Value.User)));
        Assert.Equal([(0, 54321u), (0, 54321u)], trace.Execs.Select(e => ((int)e.Ret, e.Context!.Value.Uid!.Value)));
    }

    /// <summary>User ids have 32 bits and no sign.</summary>
    [Fact]
    public async Task HighestUser_HasItsNumber()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture(new BpfSourceOptions { Filter = new KernelFilter { Uid = 4294967294 } }).Start();
        using var child = KernelFixture.Start("/usr/bin/setpriv", "--reuid", "4294967294", "--clear-groups", "/bin/true");
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        await LiveCapture.EventuallyAsync(() => capture.Store.Read(v => v.Processes.Lives(child.Id)?.Lives[^1].Exit is not null) == true ? null : "its end was not seen");
        Assert.Equal(4294967294u, capture.Store.Read(v => v.Processes.Lives(child.Id)!.Lives[^1].Context!.Value.Uid));
    }

    [Fact]
    public async Task StopsAndContinues_AreNoEnds()
    {
        var trace = await kernel.RunAsync("stopped");

        var child = Assert.Single(trace.Children).Process;
        Assert.Equal(15, trace.ExitOf(child).Signal);
        Assert.True(trace.ReapOf(child).BootNs >= trace.ExitOf(child).BootNs);
        Assert.Equal(2, trace.Reaps.Count());
    }

    [Fact]
    public async Task ProgramInMemory_HasNoPathButItsDescriptor()
    {
        var trace = await kernel.RunAsync("memfd_exec");

        var exec = Assert.Single(trace.Execs);
        Assert.Equal((0, "execveat"), (exec.Ret, exec.Syscall));
        Assert.StartsWith("/dev/fd/", exec.Path);
        Assert.Equal(["from-memory"], exec.Args!);
        Assert.Equal("", Assert.Single(trace.Enters).Path);
        Assert.Equal("/memfd:program (deleted)", exec.Exe!.Path);
    }

    [Fact]
    public async Task SessionAndTerminal_AreThoseAtTheExec()
    {
        var trace = await kernel.RunAsync("session");

        var child = Assert.Single(trace.Children);
        var context = Assert.Single(trace.Execs).Context!;
        Assert.Equal((child.Pid, child.Pid), (context.Value.Session, context.Value.ProcessGroup));
        Assert.Equal(trace.Lines.Single(), "/dev/" + context.Value.Tty);
        Assert.NotEqual(child.Pid, child.Context!.Value.Session);
    }

    [Fact]
    public async Task DeletedExecutable_OfTheSnapshot_SaysSo()
    {
        kernel.NeedTracing();
        var path = Path.Combine(Path.GetTempPath(), $"lifecycle-{Guid.NewGuid():n}");
        File.Copy(Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"), path);
        using var running = KernelFixture.Start(path);
        await running.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        File.Delete(path);

        await using var capture = new LiveCapture();
        capture.Start();
        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view => view.Processes.Lives(running.Id)) is null ? "no snapshot" : null);

        var record = capture.Store.Read(view => view.Processes.Lives(running.Id)!.Lives[0]);
        Assert.Equal(path + " (deleted)", record.Image.Path);
        Assert.Equal(Path.GetTempPath().TrimEnd('/'), record.Context!.Value.Cwd);
        running.StandardInput.Close();
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ProgramThatTheKernelStarts_AppearsWithoutASyscall()
    {
        kernel.NeedTracing();
        const string PatternFile = "/proc/sys/kernel/core_pattern";
        var helper = Path.Combine(KernelFixture.ScenarioDirectory, "core_helper");
        // The kernel uses only 128 bytes of a pattern, and a checkout may have a long path.
        var link = Path.Combine(Path.GetTempPath(), $"lifecycle-core-{Environment.ProcessId}");
        var before = await File.ReadAllTextAsync(PatternFile, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(link, helper);
        var from = kernel.Log.Count;
        ScenarioTrace trace;
        try
        {
            await File.WriteAllTextAsync(PatternFile, $"|{link} %P", TestContext.Current.CancellationToken);
            trace = await kernel.RunAsync("core_dump");
        }
        finally
        {
            await File.WriteAllTextAsync(PatternFile, before, CancellationToken.None);
        }

        var crash = trace.ExitOf(Assert.Single(trace.Children).Process);
        Assert.Equal((6, true), (crash.Signal, crash.CoreDumped));
        var exec = await kernel.Log.WaitForAsync(
            from, events => events.OfType<ExecExitEvent>().FirstOrDefault(e => e.Path == link), e => e is ExecExitEvent, KernelFixture.Deadline);
        Assert.Equal((0, null, null), (exec.Ret, exec.Syscall, exec.DurationNs));
        Assert.Equal([link, $"{crash.Pid}"], exec.Args!);
        var fork = await kernel.Log.WaitForAsync(
            from, events => events.OfType<ForkEvent>().FirstOrDefault(f => f.Process == exec.Process), e => e is ForkEvent, KernelFixture.Deadline);
        Assert.Null(fork.How);
        Assert.Null(fork.Flags);
        File.Delete(link);
    }
}
