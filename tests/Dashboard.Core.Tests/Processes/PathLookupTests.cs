using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

public sealed class PathLookupTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void Observe_SearchThatWorked_IsNoFailure()
    {
        var shell = _story.Snapshot(100, "sh");
        var child = _story.Fork(shell, 101);
        _story.FailExec(child, "/usr/local/bin/id").FailExec(child, "/usr/bin/id").Exec(child, "/bin/id");
        _store.Apply(_story.Take());

        _store.Read(view =>
        {
            var record = view.Processes.Find(child)!;
            Assert.Equal(0, record.FinalFailureCount);
            Assert.Equal(2, record.FailedExecCount);
            Assert.All(record.FailedExecs, f => Assert.True(f.Lookup));
            Assert.False(record.Failed);
            Assert.Equal((0, 2), (view.Errnos.Failed, view.Errnos.Lookups));
            return 0;
        });
    }

    /// <summary>The beginning of a path is not a path: the table reports it as unknown.</summary>
    [Fact]
    public void Observe_PathShed_IsNoStepOfASearchAndNotKnown()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.Add(shell, new ExecExitEvent { Syscall = "execve", Path = "/usr/bin/id", PathShed = true, Ret = -2 });
        _story.Add(shell, new ExecExitEvent { Syscall = "execve", Path = "/bin/id", PathShed = true });
        _store.Apply(_story.Take());

        _store.Read(view =>
        {
            var record = view.Processes.Find(shell)!;
            var failed = Assert.Single(record.FailedExecs);
            Assert.Equal((null, false), (failed.Path, failed.Lookup));
            Assert.Null(record.Images[^1].Path);
            return 0;
        });
    }

    [Fact]
    public void Observe_SearchThatFailed_IsOneFailure()
    {
        var shell = _story.Snapshot(100, "sh");
        var child = _story.Fork(shell, 101);
        _story.FailExec(child, "/usr/bin/nope").FailExec(child, "/bin/nope").Exit(child, 127);
        _store.Apply(_story.Take());

        _store.Read(view =>
        {
            var record = view.Processes.Find(child)!;
            Assert.Equal(1, record.FinalFailureCount);
            Assert.Equal([true, false], record.FailedExecs.Select(f => f.Lookup));
            Assert.Equal((1, 1), (view.Errnos.Failed, view.Errnos.Lookups));
            var group = Assert.Single(view.Errnos.Groups(ErrnoField.Errno));
            Assert.Equal(("ENOENT", 1L, 1L), (group.Errno!, group.Count, group.Lookups));
            return 0;
        });
    }

    [Fact]
    public void Observe_SamePathTwice_IsTwoFailures()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.FailExec(shell, "/bin/nope").FailExec(shell, "/bin/nope").Exec(shell, "/bin/id");
        _store.Apply(_story.Take());

        Assert.Equal(2, _store.Read(view => view.Processes.Find(shell)!.FinalFailureCount));
    }

    [Fact]
    public void Observe_DirectoryThatPathNamesTwice_IsPartOfTheSearch()
    {
        var shell = _story.Snapshot(100, "sh");
        var child = _story.Fork(shell, 101);
        _story.FailExec(child, "/opt/bin/as").FailExec(child, "/opt/bin/as").FailExec(child, "/sbin/as")
            .FailExec(child, "/opt/bin/as").Exec(child, "/bin/as");
        _store.Apply(_story.Take());

        Assert.Equal((0, 4), _store.Read(view => (view.Errnos.Failed, view.Errnos.Lookups)));
    }

    [Fact]
    public void Observe_SameSearchAgainLater_IsASecondFailure()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.FailExec(shell, "/usr/bin/as").FailExec(shell, "/bin/as");
        _story.NowNs += 1_000_000_000;
        _story.FailExec(shell, "/usr/bin/as").FailExec(shell, "/bin/as");
        _store.Apply(_story.Take());

        Assert.Equal((2, 2), _store.Read(view => (view.Errnos.Failed, view.Errnos.Lookups)));
    }

    [Fact]
    public void Observe_ManyTriesOfOnePath_AreThatManyFailures()
    {
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 1_000; i++)
        {
            _story.FailExec(shell, "/bin/as");
        }

        _store.Apply(_story.Take());

        Assert.Equal((1_000, 0), _store.Read(view => (view.Errnos.Failed, view.Errnos.Lookups)));
    }

    [Fact]
    public void Observe_OtherProgramAfterwards_KeepsTheFailure()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.FailExec(shell, "/usr/bin/cc").Exec(shell, "/usr/bin/gcc");
        _store.Apply(_story.Take());

        Assert.Equal(1, _store.Read(view => view.Errnos.Failed));
    }

    [Fact]
    public void Observe_ErrorThatEndsASearch_IsAFailure()
    {
        // execvp stops at E2BIG: what follows is a separate call.
        var shell = _story.Snapshot(100, "sh");
        _story.FailExec(shell, "/usr/bin/big", errno: 7).Exec(shell, "/bin/big");
        _store.Apply(_story.Take());

        Assert.Equal(1, _store.Read(view => view.Errnos.Failed));
    }
}
