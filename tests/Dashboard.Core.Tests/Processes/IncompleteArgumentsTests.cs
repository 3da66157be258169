using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>A filter on arguments cannot match missing ones, so the table reports that some are missing.</summary>
public sealed class IncompleteArgumentsTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Theory]
    [InlineData(0)]
    [InlineData(-14)]
    public void Exec_ArgumentsCouldNotBeRead_AreIncomplete(int ret)
    {
        _story.Add(_story.Snapshot(100, "sh"), new ExecExitEvent { Syscall = "execve", Path = "/bin/x", Ret = ret });

        Assert.True(HasIncompleteArguments());
    }

    [Fact]
    public void Events_ThatHaveNoArguments_AreComplete()
    {
        // A kernel thread has none, and an exec may be called without any.
        var thread = _story.Snapshot(2, "kthreadd");
        var child = _story.Fork(thread, 200);
        _story.Enter(child, null).Add(child, new ExecExitEvent { Syscall = "execve", Path = "/bin/x", Args = [], ArgCount = 0 });
        _story.FailFork(child).Rename(child, "y").Exit(child).Reap(child).Lost(1, "ring full");

        Assert.False(HasIncompleteArguments());
    }

    private bool HasIncompleteArguments()
    {
        _store.Apply(_story.Take());
        return _store.Read(view => view.HasIncompleteArguments);
    }
}
