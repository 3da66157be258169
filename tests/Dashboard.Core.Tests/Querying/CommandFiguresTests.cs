using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Core.Tests.Querying;

public sealed class CommandFiguresTests
{
    private const int Pid = 200;
    private readonly Story _story = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LifecycleStore _store;
    private readonly ProcessId _make;
    private int _pid = 300;

    public CommandFiguresTests()
    {
        _store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, () => _story.NowNs));
        _make = _story.Snapshot(Pid, "make", null, "/bin/make");
    }

    [Fact]
    public void Read_CompilerFails_TheChainBeginsAtTheDeepestAndEndsAtTheCommand()
    {
        // $(shell which …), after which make goes on.
        var asks = Run(_make, "/bin/sh");
        Ends(Run(asks, "/bin/which"), 1);
        Ends(asks, 1);
        var shell = Run(_make, "/bin/sh");
        Ends(Run(shell, "/bin/test"), 1);
        var cc = Run(shell, "/bin/cc");
        Ends(Run(cc, "/bin/cc1"), 1);
        Ends(cc, 1);
        Ends(shell, 1);
        Ends(_make, 2);

        Assert.Equal(["cc1", "cc", "sh", "make"], Cause());
    }

    [Fact]
    public void Read_OnlyChildrenWithoutFailuresOfTheirOwn_TakesTheLast()
    {
        Ends(Run(_make, "/bin/which"), 1);
        Ends(Run(_make, "/bin/cp"), 1);
        Ends(_make, 2);

        Assert.Equal(["cp", "make"], Cause());
    }

    [Fact]
    public void Read_ScriptHandsOnTheStatusOfItsLastCommand_FollowsThat()
    {
        Ends(Run(_make, "/bin/which"), 1);
        var cc = Run(_make, "/bin/cc");
        Ends(Run(cc, "/bin/cc1"), 4);
        Ends(cc, 4);
        Ends(Run(_make, "/bin/after"), 1);
        Ends(_make, 4);

        Assert.Equal(["cc1", "cc", "make"], Cause());
    }

    [Fact]
    public void Read_ChildIsKilledAndTheShellExitsWith128AndTheSignal_FollowsIt()
    {
        var shell = Run(_make, "/bin/sh");
        Ends(Run(shell, "/bin/test"), 1);
        var crash = Run(shell, "/bin/crash");
        _story.Exit(crash, signal: 6);
        Ends(shell, 134);
        Ends(_make, 2);

        Assert.Equal(["crash", "sh", "make"], Cause());
    }

    [Fact]
    public void Read_ChildThatFailsAfterItsParent_IsNoCause()
    {
        var late = Run(_make, "/bin/late");
        Ends(_make, 2);
        Ends(late, 2);

        Assert.Equal(["make"], Cause());
    }

    [Fact]
    public void Read_CommandSucceeds_NothingIsItsCause()
    {
        Ends(Run(_make, "/bin/test"), 1);
        Ends(_make, 0);

        Assert.Empty(Cause());
    }

    [Fact]
    public void Source_ManyViewers_ComputesOnceForAll_AndTimePassesWithoutComputing()
    {
        var source = new CommandSource(_store, _time);
        _store.Apply(_story.Take());
        for (var viewer = 0; viewer < 10; viewer++)
        {
            source.Read(Pid);
        }

        var before = source.Read(Pid)!.LifetimeNs;
        _story.NowNs += 5_000_000_000;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(before + 5_000_000_000, source.Read(Pid)!.LifetimeNs);
        Assert.Equal(1, source.Computed);

        Ends(_make, 2);
        _store.Apply(_story.Take());
        Assert.Equal(2, source.Read(Pid)!.Exit?.ExitCode);
        Assert.Same(source.Read(Pid), source.Read(Pid));
        Assert.Equal(2, source.Computed);
    }

    private IEnumerable<string?> Cause()
    {
        _store.Apply(_story.Take());
        return CommandFigures.Read(new QueryRun(_store, TimeProvider.System), Pid, _story.NowNs)!.Cause.Select(link => link.Process.Comm);
    }

    private ProcessId Run(ProcessId parent, string path)
    {
        var id = _story.Fork(parent, _pid++);
        _story.Exec(id, path);
        return id;
    }

    private void Ends(ProcessId id, int code) => _story.Exit(id, code);
}
