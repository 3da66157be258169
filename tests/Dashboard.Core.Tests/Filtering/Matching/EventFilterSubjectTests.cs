using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Matching;

public sealed class EventFilterSubjectTests
{
    private readonly CaptureBuilder _capture = new();
    private readonly ProcessId _shell;
    private readonly ProcessId _child;

    public EventFilterSubjectTests()
    {
        _shell = _capture.Snapshot(1200, "bash");
        _child = _capture.Fork(_shell, 4312, ForkMethod.Clone3);
    }

    [Theory]
    [InlineData("kind:fork how:clone3 comm:bash pid:4312 tid:4312 ppid:1200 user:ann uid:1000", true)]
    [InlineData("path:* or args:* or syscall:* or ret:* or errno:* or dur:* or exit:*", false)]
    [InlineData("under:1200 images:1 threads:1 children:0 is:running is:noexec", true)]
    public void Matches_Fork_HasItsFields(string text, bool expected) => Assert.Equal(expected, _capture.LastMatches(text));

    [Theory]
    [InlineData("kind:exec.exit kind:exec comm:make path:/usr/bin/make args:-j2 syscall:execve", true)]
    [InlineData("ret:0 -errno:* dur:300us -is:failed make", true)]
    [InlineData("user:ann cgroup:/user.slice/a container:c1 images:2", true)]
    [InlineData("session:1100 pgid:1150 tty:pts/3 ns.pid:7 pcomm:bash", true)]
    [InlineData("kind:exec.enter or exit:* or zombie:* or how:* or comm:bash or is:failed", false)]
    public void Matches_Exec_HasItsFieldsAndThoseOfTheProcess(string text, bool expected)
    {
        _capture.Exec(_child, "/usr/bin/make", "make", "-j2");

        Assert.Equal(expected, _capture.LastMatches(text));
    }

    [Fact]
    public void Matches_Directory_IsThatOfTheEventAndThenOfItsProcess()
    {
        _capture.Apply(new ChdirEvent { Process = _child, Comm = "sh", Cwd = "/srv/a" });
        Assert.True(_capture.LastMatches("cwd:/srv/* -cwd:/srv"));

        _capture.Exec(_child, "/usr/bin/make", "make");
        Assert.True(_capture.LastMatches("cwd:/srv/a"));
    }

    [Fact]
    public void Matches_File_IsFoundByItsOwnPathWhateverItWasCalledBy()
    {
        _capture.Apply(new ExecExitEvent { Process = _child, Comm = "x", Path = "/dev/fd/3", Exe = new ExecutableFile("/usr/bin/sleep", "8:1", 7) });

        Assert.True(_capture.LastMatches("exe:/usr/bin/sleep path:/usr/bin/sleep path:/dev/fd/3 -exe:/dev/fd/3"));
        Assert.True(_capture.Matches(_child, "exe:*/sleep path:/usr/bin/sleep -exe:sleep"));
    }

    [Fact]
    public void Matches_ChangeOfUser_IsOfTheUserThatItBecame()
    {
        _capture.Change(_child, new ProcessContext { Uid = 33, Gid = 34, LoginUid = 1000, Session = 4312, ProcessGroup = 4312 });

        Assert.True(_capture.LastMatches("kind:credentials uid:33 gid:34 loginuid:1000 session:4312 -uid:1000"));
        Assert.True(_capture.Matches(_child, "uid:33 gid:34 -uid:1000"));
        Assert.False(_capture.Matches(_shell, "uid:33"));
    }

    [Fact]
    public void Matches_HighestUser_IsFoundByItsNumber()
    {
        _capture.Apply(new ForkEvent { Process = new ProcessId(9, 9), Comm = "sh", Context = new ProcessContext { Uid = 4294967294 } });

        Assert.True(_capture.LastMatches("uid:4294967294 uid>65534 -uid:-2"));
    }

    [Fact]
    public void Matches_FailedExec_IsFailedUntilItIsALookup()
    {
        _capture.Exec(_child, "/opt/make", -2, "make");
        var failure = _capture.Last;
        Assert.True(_capture.LastMatches("errno:ENOENT ret:-2 is:failed comm:bash"));

        _capture.Exec(_child, "/usr/bin/make", "make").Apply(failure with { });

        Assert.True(((ExecExitEvent)_capture.Last).Lookup);
        Assert.True(_capture.LastMatches("errno:ENOENT -is:failed"));
    }

    [Fact]
    public void Matches_Enter_HasPathOnly()
    {
        _capture.Enter(_child, "/bin/true");

        Assert.True(_capture.LastMatches("kind:exec.enter path:/bin/true syscall:execve -args:* -ret:* true"));
    }

    [Fact]
    public void Matches_FailedFork_IsFailed()
    {
        _capture.ForkFail(_shell, -11);

        Assert.True(_capture.LastMatches("kind:fork.fail errno:EAGAIN ret:-11 syscall:clone is:failed"));
    }

    [Theory]
    [InlineData(0, null, "exit:0 -signal:* -is:failed is:zombie")]
    [InlineData(127, null, "exit:127 is:failed")]
    [InlineData(null, 9, "signal:KILL -exit:* is:failed")]
    public void Matches_Exit_HasStatusAndLifetime(int? code, int? signal, string text)
    {
        _capture.After(30).Exit(_child, code, signal);

        Assert.True(_capture.LastMatches(text + " dur:30ms is:short kind:exit -path:*"));
    }

    [Fact]
    public void Matches_Reap_HasZombieTime()
    {
        _capture.Exit(_child).After(2_000).Reap(_child);

        Assert.True(_capture.LastMatches("kind:reap zombie:>1s zombie:<3s is:exited -dur:*"));
    }

    [Fact]
    public void Matches_Rename_HasBothNames()
    {
        _capture.Rename(_child, "worker");

        Assert.True(_capture.LastMatches("kind:rename comm:worker comm:bash"));
    }

    [Fact]
    public void Matches_ThreadsAndSnapshot_HaveTheirOwnCounts()
    {
        _capture.Threads(_child, 7);
        Assert.True(_capture.LastMatches("kind:threads threads:7"));

        _capture.Snapshot(9, "z", threads: 3, exit: new ExitStatus(1, null, false));
        Assert.True(_capture.LastMatches("kind:snapshot threads:3 exit:1 path:/usr/bin/z args:z user:ann"));
    }

    [Fact]
    public void Matches_Lost_ConcernsNoProcess()
    {
        _capture.Apply(new LostEvent { Cause = "ring full", Count = 3 });

        Assert.True(_capture.LastMatches("kind:lost -pid:* -tid:* -comm:* -uid:* -under:0 -is:running,failed"));
    }

    [Fact]
    public void Matches_ProcessNotHeld_FieldsOfProcessAreAbsent()
    {
        Assert.True(_capture.LastMatches("under:1200 under:4312 uid:1000 -is:running -images:* -threads:*", withTable: false));
        Assert.False(_capture.LastMatches("under:7", withTable: false));
    }

    [Fact]
    public void Restart_ProcessChanged_IsEvaluatedAgain()
    {
        var fork = _capture.Last;
        var subject = _capture.Store.Read(view => new EventFilterSubject(view.Processes, _capture.NowNs));
        Assert.True(_capture.Store.Read(_ => Parse.Good("is:running -zombie:* under:1200").Matches(subject.At(fork))));

        _capture.After(40).Exit(_child).After(2_000);
        subject.Restart(_capture.NowNs);

        Assert.True(_capture.Store.Read(_ => Parse.Good("is:zombie is:short under:1200").Matches(subject.At(fork))));
    }

    [Fact]
    public void Matches_AskedAgain_AllocatesNothing()
    {
        _capture.Exec(_child, "/usr/bin/make", "make", "-j2");
        var filter = Parse.Good("(mak or comm:x*) -errno:EACCES ret:0 kind:exec is:running under:1200 user:ann -args:\"make  -j2\"");
        _capture.Store.Read(view =>
        {
            var subject = new EventFilterSubject(view.Processes, _capture.NowNs);
            Assert.True(filter.Matches(subject.At(_capture.Last)));
            Assert.Equal(0, Allocations.Least(() =>
            {
                for (var i = 0; i < 1_000; i++)
                {
                    filter.Matches(subject.At(_capture.Last));
                }
            }));
            return 0;
        });
    }
}
