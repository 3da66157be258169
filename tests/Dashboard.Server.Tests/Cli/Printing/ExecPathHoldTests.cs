using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Server.Cli.Printing;

namespace Dashboard.Server.Tests.Cli.Printing;

public sealed class ExecPathHoldTests
{
    private static readonly ProcessId A = new(10, 1);
    private static readonly ProcessId B = new(20, 1);

    private readonly ExecPathHold _hold = new();

    [Fact]
    public void Add_PathKnown_PassesAtOnce() => Assert.Equal(["enter /bin/ls"], Add(Enter(A, "/bin/ls")));

    [Fact]
    public void Add_PathUnknown_WaitsForTheExitAndTakesItsPath()
    {
        Assert.Empty(Add(Enter(A, null)));
        Assert.Equal(["enter /bin/ls", "exit /bin/ls"], Add(Exit(A, "/bin/ls")));
        // No event stays in the hold.
        Assert.Equal(["enter /bin/cat"], Add(Enter(A, "/bin/cat")));
    }

    [Fact]
    public void Add_OtherProcess_PassesTheOneThatWaits()
    {
        Add(Enter(A, null));

        Assert.Equal(["enter /b", "exit /b"], [.. Add(Enter(B, "/b")), .. Add(Exit(B, "/b"))]);
    }

    [Fact]
    public void Add_TwoThreadsInside_EachGetsItsOwnPathInTheirOrder()
    {
        Add(Enter(A, null, tid: 11));
        Assert.Empty(Add(Enter(A, "/known", tid: 12)));
        Assert.Empty(Add(Enter(A, null, tid: 13)));
        Assert.Empty(Add(Exit(A, "/third", tid: 13, ret: -2)));

        Assert.Equal(
            ["enter /first", "enter /known", "enter /third", "exit /third", "exit /first"], Add(Exit(A, "/first", tid: 11, ret: -2)));
    }

    [Fact]
    public void Add_ThreadOtherThanTheFirstSucceeds_IsPairedByItsOldTid()
    {
        Add(Enter(A, null, tid: 11));
        Add(Enter(A, null, tid: 12));

        Assert.Equal(["enter ", "enter /won", "exit /won"], Add(Exit(A, "/won", tid: 10, oldTid: 12)));
    }

    [Fact]
    public void Add_ExitHasNoPathEither_EmptyPath()
    {
        Add(Enter(A, null));

        Assert.Equal(["enter ", "exit "], Add(Exit(A, null, ret: -14)));
    }

    [Fact]
    public void Add_KilledInside_EmptyPath()
    {
        Add(Enter(A, null));

        Assert.Equal(["enter ", "ExitEvent"], Add(new ExitEvent { Process = A, Signal = 9 }));
    }

    [Fact]
    public void ReleaseOverdue_AfterASecond_EmptyPath()
    {
        Add(Enter(A, null));
        var ready = new List<LifecycleEvent>();

        _hold.ReleaseOverdue(1_000_000_000, ready);
        Assert.Empty(ready);
        _hold.ReleaseOverdue(1_000_000_001, ready);

        Assert.Equal(["enter "], ready.Select(Describe));
        Assert.Equal(["exit /late"], Add(Exit(A, "/late")));
    }

    [Fact]
    public void ReleaseAll_AtTheEnd_LosesNothing()
    {
        Add(Enter(A, null));
        Add(Enter(B, null));
        var ready = new List<LifecycleEvent>();

        _hold.ReleaseAll(ready);

        Assert.Equal(2, ready.Count);
    }

    private List<string> Add(LifecycleEvent e)
    {
        var ready = new List<LifecycleEvent>();
        _hold.Add(e, ready);
        return [.. ready.Select(Describe)];
    }

    private static ExecEnterEvent Enter(ProcessId id, string? path, int? tid = null)
        => new() { Syscall = "execve", Process = id, Tid = tid ?? id.Pid, Path = path };

    private static ExecExitEvent Exit(ProcessId id, string? path, int? tid = null, int? oldTid = null, long ret = 0)
        => new() { Syscall = "execve", Process = id, Tid = tid ?? id.Pid, OldTid = oldTid, Path = path, Ret = ret };

    private static string Describe(LifecycleEvent e) => e switch
    {
        ExecEnterEvent enter => $"enter {enter.Path}",
        ExecExitEvent exit => $"exit {exit.Path}",
        _ => e.GetType().Name,
    };
}
