using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Tests.Kernel;

[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class ExecTests(KernelFixture kernel)
{
    [Fact]
    public async Task ExecTest_OfTheTutorial_IsOnePidWithTwoImages()
    {
        var trace = await kernel.RunAsync("exec_test");

        Assert.Empty(trace.Children);
        var exec = Assert.Single(trace.Execs);
        Assert.Equal(trace.Root, exec.Process);
        Assert.Equal(("/bin/id", 0, "id", "execve"), (exec.Path, exec.Ret, exec.Comm, exec.Syscall));
        Assert.Equal(["/bin/id"], exec.Args!);
        Assert.True(exec.DurationNs > 0);
        Assert.Equal("exec_test", Assert.Single(trace.Enters).Comm);
        Assert.Equal(0, trace.ExitOf(trace.Root).ExitCode);
    }

    [Fact]
    public async Task ForkExecTest_OfTheTutorial_IsTwoPids()
    {
        var trace = await kernel.RunAsync("fork_exec_test");

        var child = Assert.Single(trace.Children);
        Assert.Equal(trace.Root, child.Parent);
        var exec = Assert.Single(trace.Execs);
        Assert.Equal((child.Process, "/bin/id", "id"), (exec.Process, exec.Path, exec.Comm));
        Assert.Equal(2, trace.Exits.Count());
    }

    [Fact]
    public async Task Exec_OfMissingFile_FailsWithEnoentAndTheTruePath()
    {
        var trace = await kernel.RunAsync("exec_missing");

        var exec = Assert.Single(trace.Execs);
        Assert.Equal((-2, "ENOENT", "/no/such/program"), (exec.Ret, exec.Errno, exec.Path));
        Assert.Equal(["no_such_program", "first", "second"], exec.Args!);
        Assert.Equal((3, false), (exec.ArgCount, exec.ArgsTruncated));
        Assert.Equal("exec_missing", exec.Comm);
        Assert.Equal(7, trace.ExitOf(trace.Root).ExitCode);
    }

    [Fact]
    public async Task FailedExec_WithPathOnUntouchedPage_HasTheTruePath()
    {
        var trace = await kernel.RunAsync("exec_cold_path");

        Assert.Null(Assert.Single(trace.Enters).Path);
        var exec = Assert.Single(trace.Execs);
        Assert.Equal(("/no/such/cold/program", -2), (exec.Path, exec.Ret));
    }

    [Fact]
    public async Task Exec_WithPathOnUntouchedPage_HasTheTruePath()
    {
        var trace = await kernel.RunAsync("exec_cold_path", "success");

        Assert.Null(Assert.Single(trace.Enters).Path);
        Assert.Equal("/bin/true", Assert.Single(trace.Execs).Path);
    }

    [Fact]
    public async Task Exec_FromAnotherThread_PairsEnterAndExitByTask()
    {
        var trace = await kernel.RunAsync("exec_from_thread");

        var enter = Assert.Single(trace.Enters);
        var exec = Assert.Single(trace.Execs);
        Assert.NotEqual(enter.Pid, enter.Tid);
        Assert.Equal((enter.Process, enter.Tid, exec.Pid), (exec.Process, exec.OldTid, exec.Tid));
        Assert.Equal(exec.BootNs - enter.BootNs, exec.DurationNs);
        Assert.Equal("execve", exec.Syscall);
        Assert.Equal(["true", "from-thread"], exec.Args!);
        Assert.Single(trace.Exits, e => e.Process == exec.Process);
    }

    [Fact]
    public async Task Exec_KilledHalfWay_LeavesNothingPending()
    {
        kernel.NeedTracing();
        var before = kernel.PendingExecs;
        var trace = await kernel.RunAsync("exec_killed", "100");

        Assert.Contains(trace.Exits, e => e.Signal is not null);
        Assert.InRange(kernel.PendingExecs - before, -10, 10);
    }

    [Fact]
    public async Task Execvp_OverPath_ShowsEachTry()
    {
        var trace = await kernel.RunAsync("path_lookup");

        Assert.Equal(["/no/a/true", "/no/b/true", "/no/c/true", "/usr/bin/true"], trace.Execs.Select(e => e.Path!));
        Assert.Equal([-2, -2, -2, 0], trace.Execs.Select(e => e.Ret));
    }

    [Fact]
    public async Task Exec_OfScript_HasPathAndInterpreter()
    {
        var script = Path.Combine(Path.GetTempPath(), $"lifecycle-{Guid.NewGuid():n}.sh");
        var trace = await kernel.RunAsync("script", script);
        File.Delete(script);

        var exec = Assert.Single(trace.Execs);
        Assert.Equal((script, "/bin/sh"), (exec.Path, exec.Interpreter));
        Assert.Equal(["/bin/sh", "-e", script, "one"], exec.Args!);
        Assert.Equal(4, exec.ArgCount);
        Assert.Equal(4, trace.ExitOf(trace.Root).ExitCode);
    }

    [Fact]
    public async Task ProgramOf32Bits_IsSeenWithoutItsCalls()
    {
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "On x86 alone do such programs pass the tracepoints by.");
        var nop = Path.Combine(KernelFixture.ScenarioDirectory, "nop");
        var trace = await kernel.RunAsync("program_32bit", nop);

        // No probe reports its failing exec; the scheduler's tracepoint reports the other one.
        var exec = Assert.Single(trace.Execs);
        Assert.Equal((0, null, nop), (exec.Ret, exec.Syscall, exec.Path));
        Assert.Equal(["ran by 32 bits"], exec.Args!);
        Assert.Empty(trace.Enters);
        var child = Assert.Single(trace.Children);
        Assert.Equal(3, trace.ExitOf(child.Process).ExitCode);
        Assert.Equal(child.Process, Assert.Single(trace.Reaps, r => r.Process != trace.Root).Process);
    }

    [Fact]
    public async Task HostileBytes_InCommAndArgs_AreKept()
    {
        var trace = await kernel.RunAsync("hostile");

        Assert.Equal([-2, 0], trace.Execs.Select(e => e.Ret));
        foreach (var exec in trace.Execs)
        {
            var args = exec.Args!.Select(KernelText.Encode).ToList();
            Assert.Equal([0xff, 0xfe, .. "bytes"u8], args[1]);
            Assert.Equal(["a\nb", "<script>alert(1)</script>", "\e[31mred", "", "last"],
                [exec.Args![0], exec.Args[2], exec.Args[3], exec.Args[4], exec.Args[5]]);
        }

        Assert.Equal([.. "/no/such/h"u8, 0xf6, .. "stile"u8], KernelText.Encode(trace.Execs[0].Path!));
        Assert.Equal([.. "\e[31m"u8, 0xff, .. "<b>\n"u8], KernelText.Encode(trace.Execs[0].Comm));
    }

    [Theory]
    [InlineData(1000, 8, false)]
    [InlineData(100_000, 8, true)]
    [InlineData(1, 131_071, true)] // MAX_ARG_STRLEN: 128 KiB with the NUL
    public async Task BigArgs_OfSuccess_HaveTheTrueCount(int count, int bytes, bool truncated)
    {
        var trace = await kernel.RunAsync("big_args", $"{count}", $"{bytes}");

        var exec = Assert.Single(trace.Execs);
        Assert.Equal((0, count, truncated), (exec.Ret, exec.ArgCount, exec.ArgsTruncated));
        Assert.All(exec.Args!.SkipLast(1), a => Assert.Equal(new string('a', bytes), a));
    }

    [Theory]
    [InlineData(1000, 8, false)]
    [InlineData(100_000, 8, true)]
    [InlineData(1, 131_071, true)] // MAX_ARG_STRLEN: 128 KiB with the NUL
    public async Task BigArgs_OfFailure_HaveTheTrueCount(int count, int bytes, bool truncated)
    {
        var trace = await kernel.RunAsync("big_args", $"{count}", $"{bytes}", "missing");

        var exec = Assert.Single(trace.Execs);
        Assert.Equal((-2, count, truncated), (exec.Ret, exec.ArgCount, exec.ArgsTruncated));
        Assert.Equal("/no/such/program", exec.Path);
        Assert.All(exec.Args!.SkipLast(1), a => Assert.Equal(new string('a', bytes), a));
    }

    [Theory]
    [InlineData]
    [InlineData("cold")]
    public async Task Errnos_OfManyReasons_HaveNumberAndPath(params string[] how)
    {
        var directory = Directory.CreateTempSubdirectory("lifecycle-");
        var trace = await kernel.RunAsync("errnos", [directory.FullName, .. how]);
        directory.Delete(recursive: true);

        var printed = trace.Lines.Select(l => l.Split(' ', 2)).Select(p => (int.Parse(p[0]), p[1])).ToList();
        Assert.Equal(printed, trace.Execs.Select(e => ((int)-e.Ret, e.Path ?? "")));
        string[] expected =
        [
            "ENOENT", "EACCES", "ENOEXEC", "ELOOP", "ENOTDIR", "ENAMETOOLONG", "ETXTBSY", "ELIBBAD", "EPERM", "EAGAIN", "E2BIG",
            "EFAULT", "EINVAL", "EBADF",
        ];
        Assert.Empty(expected.Except(trace.Execs.Select(e => e.Errno!)));
        if (how.Length > 0)
        {
            // The path was not readable when the call began, and its preview would have been empty.
            Assert.All(trace.Enters, e => Assert.Null(e.Path));
        }
    }

    [Fact]
    public async Task Exec_DeniedBySeccomp_IsSeenWithoutEnter()
    {
        var trace = await kernel.RunAsync("seccomp_denied");

        Assert.Empty(trace.Enters);
        var exec = Assert.Single(trace.Execs);
        Assert.Equal(("EPERM", "/bin/true", null), (exec.Errno, exec.Path, exec.DurationNs));
    }
}
