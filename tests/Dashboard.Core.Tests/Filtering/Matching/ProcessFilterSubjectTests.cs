using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Matching;

public sealed class ProcessFilterSubjectTests
{
    private readonly CaptureBuilder _capture = new();
    private readonly ProcessId _shell;
    private readonly ProcessId _make;

    public ProcessFilterSubjectTests()
    {
        _shell = _capture.Snapshot(1200, "bash");
        _make = _capture.Fork(_shell, 4312, ForkMethod.Vfork);
        _capture.Exec(_make, "/opt/make", -2, "make", "all").Exec(_make, "/usr/bin/make", "make", "-j2", "all");
    }

    [Theory]
    [InlineData("comm:make", true)]
    [InlineData("comm:bash", false)]
    [InlineData("path:/usr/bin/make", true)]
    [InlineData("path:/opt/*", true)]
    [InlineData("path:/usr/bin/bash", false)]
    [InlineData("args:-j2", true)]
    [InlineData("args:\"make -j2 all\"", true)]
    [InlineData("args:\"-j2 all\"", false)]
    [InlineData("args~^make.*all$", true)]
    [InlineData("\"j2 al\"", true)]
    [InlineData("bash", false)]
    [InlineData("pid:4312 tid:4312 ppid:1200", true)]
    [InlineData("uid:1000 user:ann cgroup:/user.slice/* container:c1", true)]
    [InlineData("uid:0 or user:root or cgroup:/x or container:c2", false)]
    [InlineData("session:1100 pgid:1150 tty:pts/* ns.pid:7 NS.PID<9 pcomm:bash", true)]
    [InlineData("session:1 or pgid:1 or tty:tty1 or ns.pid:4312 or pcomm:make or cwd:*", false)]
    [InlineData("kind:fork kind:exec.enter kind:exec.exit", true)]
    [InlineData("kind:exit,reap,rename,fork.fail,snapshot,lost,threads", false)]
    [InlineData("syscall:execve", true)]
    [InlineData("syscall:execveat", false)]
    [InlineData("errno:ENOENT", true)]
    [InlineData("errno:EACCES", false)]
    [InlineData("ret:-2 ret:0", true)]
    [InlineData("ret:>0", false)]
    [InlineData("exit:* or signal:* or zombie:*", false)]
    [InlineData("dur:<5ms", true)]
    [InlineData("dur:<1ms", false)]
    [InlineData("threads:1 images:2 children:0", true)]
    [InlineData("how:vfork", true)]
    [InlineData("how:fork", false)]
    [InlineData("under:1200", true)]
    [InlineData("under:4312", true)]
    [InlineData("under:7", false)]
    [InlineData("is:running", true)]
    [InlineData("is:zombie,exited,failed,recycled,noexec,execonly,short,orphan,redacted", false)]
    public void Matches_RunningProcess_ReadsItsRecord(string text, bool expected)
        => Assert.Equal(expected, _capture.Matches(_make, text));

    [Fact]
    public void Matches_ProcessThatOnlyForked_HasTheImageItCopied()
    {
        var child = _capture.Fork(_shell, 50);

        Assert.True(_capture.Matches(child, "comm:bash path:/usr/bin/bash args:bash is:noexec images:1 -ret:*"));
    }

    [Fact]
    public void Matches_ProcessOfSnapshot_KnowsItsFirstImageAndExecWithoutFork()
    {
        Assert.True(_capture.Matches(_shell, "comm:bash -is:execonly -is:noexec kind:snapshot -kind:fork -ppid:* children:1"));

        _capture.Exec(_shell, "/bin/ls", "ls");

        Assert.True(_capture.Matches(_shell, "comm:bash comm:ls path:/bin/ls is:execonly images:2"));
    }

    [Fact]
    public void Matches_SecondExecAfterAFork_IsExecWithoutFork()
    {
        var process = _capture.Fork(_shell, 8241);
        _capture.Exec(process, "/tmp/exec_test", "exec_test");
        Assert.True(_capture.Matches(process, "-is:execonly syscall:execve"));

        _capture.Exec(process, "/bin/id", "id");
        Assert.True(_capture.Matches(process, "is:execonly comm:exec_test comm:id"));
    }

    [Fact]
    public void Matches_ExitedProcess_DistinguishesZombieFromReaped()
    {
        _capture.After(10).Exit(_make, 2).After(100);

        Assert.True(_capture.Matches(_make, "is:zombie -is:exited -is:running exit:2 -signal:* zombie:>=100ms dur:<50ms is:short is:failed threads:0"));

        _capture.Reap(_make).After(5_000);

        Assert.True(_capture.Matches(_make, "is:exited -is:zombie zombie:>=100ms zombie:<=100ms kind:reap kind:exit"));
    }

    [Fact]
    public void Matches_KilledProcess_HasSignalAndNoCode()
    {
        _capture.After(60).Exit(_make, null, 9);

        Assert.True(_capture.Matches(_make, "signal:SIGKILL -exit:* is:failed -is:short"));
    }

    [Fact]
    public void Matches_FinalFailureAndLookup_OnlyTheFirstIsFailed()
    {
        Assert.True(_capture.Matches(_make, "errno:ENOENT -is:failed"));

        _capture.Exec(_make, "/bin/foo", -13);

        Assert.True(_capture.Matches(_make, "errno:EACCES is:failed"));
    }

    [Fact]
    public void Matches_FailedFork_CountsAsResult()
    {
        _capture.ForkFail(_make, -11);

        Assert.True(_capture.Matches(_make, "errno:EAGAIN ret:-11 kind:fork.fail"));
    }

    [Fact]
    public void Matches_AdoptedProcess_IsOrphanAndStillUnderItsBirth()
    {
        var init = _capture.Snapshot(1, "init");
        var child = _capture.Fork(_make, 5000);
        _capture.Exit(_make, adopter: init);

        Assert.True(_capture.Matches(child, "is:orphan ppid:4312 ppid:1 under:4312 -under:1"));
        Assert.False(_capture.Matches(_make, "is:orphan"));
    }

    [Fact]
    public void Matches_PidReused_DistinguishesTheLives()
    {
        _capture.Exit(_make).Reap(_make);
        var next = _capture.Fork(_shell, 4312);

        Assert.True(_capture.Matches(next, "is:recycled"));
        Assert.False(_capture.Matches(_make, "is:recycled"));
        Assert.True(_capture.Matches(next, $"under:{next}"));
        Assert.False(_capture.Matches(next, $"under:{_make}"));
    }

    [Fact]
    public void Matches_RenamedAndThreaded_AreKinds()
    {
        _capture.Rename(_make, "worker").Threads(_make, 3);

        Assert.True(_capture.Matches(_make, "comm:worker comm:make kind:rename kind:threads threads:3"));
    }

    [Fact]
    public void Matches_ForkNotSeen_IsNeitherNoexecNorFork()
    {
        var lost = new ProcessId(77, _capture.NowNs);
        _capture.Rename(lost, "x");

        Assert.True(_capture.Matches(lost, "-is:noexec -kind:fork -how:* -uid:*"));
    }

    [Fact]
    public void Matches_DeepLineage_FindsTheDescendants()
    {
        var ids = new List<ProcessId> { _shell };
        for (var i = 0; i < 200; i++)
        {
            ids.Add(_capture.Fork(ids[^1], 10_000 + i));
        }

        var filter = Parse.Good("under:1200 -under:7 -under:10100");
        var subject = new ProcessFilterSubject(_capture.NowNs);
        var matched = _capture.Store.Read(v => ids.AsEnumerable().Reverse().Where(id => filter.Matches(subject.At(v.Processes.Find(id)!))).ToList());

        Assert.Equal(ids.Take(101).Reverse(), matched);
    }

    [Fact]
    public void Matches_AskedAgain_AllocatesNothing()
    {
        var filter = Parse.Good("(mak or comm:x* or args:\"make -j2 al\"*) -errno:EACCES dur:<1h kind:exec is:running under:1200 user:ann -path~zzz");
        _capture.ForkFail(_make, -11);
        _capture.Store.Read(view =>
        {
            var subject = new ProcessFilterSubject(_capture.NowNs).At(view.Processes.Find(_make)!);
            for (var i = 0; i < 100; i++)
            {
                Assert.True(filter.Matches(subject));
            }

            Assert.Equal(0, Allocations.Least(() =>
            {
                for (var i = 0; i < 1_000; i++)
                {
                    filter.Matches(subject);
                }
            }));
            return 0;
        });
    }
}
