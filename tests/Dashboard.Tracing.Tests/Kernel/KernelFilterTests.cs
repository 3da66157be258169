using System.Diagnostics;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>What each kernel filter lets through, with real programs; excluded events are no loss.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class KernelFilterTests(KernelFixture kernel)
{
    /// <summary>The mount point of version 2: next to version 1, or alone.</summary>
    private static readonly string Cgroups = Directory.Exists("/sys/fs/cgroup/unified") ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup";

    [Fact]
    public async Task Under_ARunningProcess_TellsItsDescendantsFromNowOn()
    {
        kernel.NeedTracing();
        // The cat was born before the capture; /bin/true will be born later.
        using var shell = KernelFixture.Start("/bin/sh", "-c", "echo up; cat; /bin/true; exit 4");
        Assert.Equal("up", await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await LiveCapture.EventuallyAsync(() => Children(shell.Id).Length == 1 ? null : "no cat");
        await using var capture = Capture(new KernelFilter { Under = shell.Id });
        await MakeNoiseAsync();
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        await LiveCapture.EventuallyAsync(() => Find(capture, p => p.Pid == shell.Id)?.Exit is { ExitCode: 4 } ? null : "the shell's end was not seen");
        var all = All(capture);
        Assert.Equal(["cat", "sh", "true"], all.Select(p => p.Comm).Order());
        Assert.All(all, p => Assert.NotNull(p.Exit));
        AssertNothingLost(capture);
    }

    /// <summary>One birth in eight is missed. The census finds it by its ancestors, also when the filter's process has ended.</summary>
    [Fact]
    public async Task Under_AProcessThatHasEnded_FindsMissedBirthsBelow()
    {
        kernel.NeedTracing();
        KernelFixture.NeedThreePrograms();
        const int Count = 64;
        using var top = KernelFixture.Start("/bin/sh", "-c",
            $"exec 3<&0; (echo up; read go <&3; for i in $(seq {Count}); do sleep 1000 & done; echo done; wait) & wait");
        var below = 0;
        try
        {
            Assert.Equal("up", await top.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            below = int.Parse(Children(top.Id).Single());
            await using var capture = new LiveCapture(new BpfSourceOptions
            {
                Filter = new KernelFilter { Under = top.Id }, SkipRuns = true, SkipLastRuns = true,
            }).Start();
            await LiveCapture.EventuallyAsync(() => Find(capture, p => p.Pid == below) is null ? "what was there was not found" : null);
            top.Kill();
            await top.WaitForExitAsync(TestContext.Current.CancellationToken);
            await top.StandardInput.WriteLineAsync("go");
            await top.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal("done", await top.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

            var born = Children(below).Select(int.Parse).ToHashSet();
            Assert.Equal(Count, born.Count);
            await LiveCapture.EventuallyAsync(() =>
            {
                var held = All(capture).Where(p => p.State == ProcessState.Running && born.Contains(p.Pid)).ToList();
                return held.Count == Count ? null : $"{held.Count} of {Count}";
            });
            Assert.True(capture.Source.Status.Probes.Single(p => p.Program == "process_fork").Missed > 0);
        }
        finally
        {
            if (below != 0)
            {
                foreach (var pid in Children(below).Append($"{below}"))
                {
                    using var process = Process.GetProcessById(int.Parse(pid));
                    process.Kill();
                }
            }
        }
    }

    [Fact]
    public async Task Uid_OfNobody_RecordsOnlyWhatRunsAsNobody()
    {
        kernel.NeedTracing();
        await using var capture = Capture(new KernelFilter { Uid = 65534 });
        await MakeNoiseAsync();
        var pid = await RunAsync("/usr/bin/setpriv", "--reuid", "65534", "--clear-groups", "/bin/false");

        await LiveCapture.EventuallyAsync(() => Find(capture, p => p.Pid == pid)?.Exit is { ExitCode: 1 } ? null : "its end was not seen");
        Assert.Equal("false", Find(capture, p => p.Pid == pid)!.Comm);
        Assert.All(All(capture), p => Assert.Equal(65534u, p.Context?.Uid));
        AssertNothingLost(capture);
    }

    [Fact]
    public async Task Comm_OfAProgram_TellsItFromItsExecToItsEnd()
    {
        kernel.NeedTracing();
        await using var capture = Capture(new KernelFilter { Comm = "sleep" });
        await MakeNoiseAsync();
        var pid = await RunAsync("/bin/sleep", "0");

        await LiveCapture.EventuallyAsync(() => Find(capture, p => p.Pid == pid)?.Exit is { ExitCode: 0 } ? null : "its end was not seen");
        Assert.All(All(capture), p => Assert.Equal("sleep", p.Comm));
        AssertNothingLost(capture);
    }

    [Fact]
    public async Task Cgroup_OfItsOwn_TellsWhoIsInItAndBelow()
    {
        kernel.NeedTracing();
        var path = $"/lifecycle-{Environment.ProcessId}";
        var below = Cgroups + path + "/below";
        KernelFixture.Need(File.Exists(Cgroups + "/cgroup.procs"), $"No unified hierarchy at {Cgroups}.");
        Directory.CreateDirectory(below);
        try
        {
            await using var capture = Capture(new KernelFilter { Cgroup = path });
            await MakeNoiseAsync();
            var pid = await RunAsync("/bin/sh", "-c", $"echo $$ > {below}/cgroup.procs; /bin/true; exit 5");

            await LiveCapture.EventuallyAsync(() => Find(capture, p => p.Pid == pid)?.Exit is { ExitCode: 5 } ? null : "its end was not seen");
            Assert.Contains(All(capture), p => p.Comm == "true" && p.Context?.Cgroup == path + "/below");
            Assert.All(All(capture), p => Assert.True(p.Pid == pid || p.Parent?.Pid == pid, $"{p.Comm} does not belong here"));
            AssertNothingLost(capture);
        }
        finally
        {
            await LiveCapture.EventuallyAsync(() => KernelFixture.RemoveCgroup(below) && KernelFixture.RemoveCgroup(Cgroups + path) ? null : "the cgroup stays busy");
        }
    }

    [Fact]
    public async Task Failures_RecordsWhoFailedToItsEndAndNoOther()
    {
        kernel.NeedTracing();
        await using var capture = Capture(new KernelFilter { FailuresOnly = true });
        await MakeNoiseAsync();
        var pid = await RunAsync("/bin/sh", "-c", "/bin/true; /no/such/file; exit 0");
        var ending = await RunAsync("/bin/sh", "-c", "exit 9");

        await LiveCapture.EventuallyAsync(() => Find(capture, p => p.Pid == ending)?.Exit is { ExitCode: 9 } ? null : "the failing end was not seen");
        var all = All(capture);
        var failed = Assert.Single(all, p => p.FailedExecs.Any(f => f.Path == "/no/such/file"));
        Assert.Equal(pid, failed.Parent?.Pid ?? failed.Pid);
        Assert.NotNull(failed.Exit);
        Assert.DoesNotContain(all, p => p.Comm == "true");
        Assert.All(all, p => Assert.True(p.Failed || p.FailedExecCount > 0 || p.ForkFailures is not null, $"{p.Comm} did not fail"));
        AssertNothingLost(capture);
    }

    [Fact]
    public async Task NoFilter_CostsNoInstructionOfAny()
    {
        kernel.NeedTracing();
        await using var plain = new LiveCapture();
        await using var all = new LiveCapture(new BpfSourceOptions
        {
            Filter = new KernelFilter { Under = Environment.ProcessId, Uid = 1, Comm = "x", Cgroup = "/", FailuresOnly = true },
        });
        await using var failures = new LiveCapture(new BpfSourceOptions { Filter = new KernelFilter { FailuresOnly = true } });

        foreach (var (tracepoint, count) in all.Source.Instructions)
        {
            var (without, one) = (plain.Source.Instructions[tracepoint], failures.Source.Instructions[tracepoint]);
            TestContext.Current.SendDiagnosticMessage($"{tracepoint}: {without} instructions, {one} with one filter, {count} with all");
            // The verifier removed the dead code; only the check of the constant may remain.
            Assert.True(without + 20 < count, $"{tracepoint} has {without} instructions without a filter and {count} with all");
            Assert.InRange(one, without, count - 1);
        }
    }

    private static LiveCapture Capture(KernelFilter filter) => new LiveCapture(new BpfSourceOptions { Filter = filter }).Start();

    private static ProcessRecord? Find(LiveCapture capture, Func<ProcessRecord, bool> which)
        => capture.Store.Read(view => view.Processes.All.FirstOrDefault(which));

    private static List<ProcessRecord> All(LiveCapture capture) => capture.Store.Read(view => view.Processes.All.ToList());

    private static void AssertNothingLost(LiveCapture capture)
        => Assert.All(capture.Source.Status.Lost, lost => Assert.True(lost.Value == 0, $"{lost.Value} by {lost.Key}"));

    /// <summary>Processes that no filter of these tests lets through.</summary>
    private static Task MakeNoiseAsync() => RunAsync(Path.Combine(KernelFixture.ScenarioDirectory, "spawn"), "20");

    private static async Task<int> RunAsync(string program, params string[] args)
    {
        using var process = KernelFixture.Start(program, args);
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.Id;
    }

    private static string[] Children(int pid)
        => File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
