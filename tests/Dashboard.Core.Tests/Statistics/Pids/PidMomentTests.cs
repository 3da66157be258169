using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Pids;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Pids;

public sealed class PidMomentTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void Of_MomentsOfTwoLives_FindTheProcessAndItsImage()
    {
        var shell = _story.Snapshot(200, "bash", path: "/usr/bin/bash");
        var born = _story.NowNs;
        var first = _story.Fork(shell, 4312);
        var execed = _story.NowNs;
        _story.Exec(first, "/usr/bin/make");
        var ended = _story.NowNs;
        _story.Exit(first, 2);
        var reaped = _story.NowNs;
        _story.Reap(first);
        _story.NowNs += 1_000_000_000;
        var second = _story.Fork(shell, 4312);
        _store.Apply(_story.Take());

        Assert.Null(At(born - 1).Life);
        Assert.Equal(first, At(born - 1).After!.Id);
        Assert.Equal((first, 0), (At(born).Life!.Id, At(born).Image!.N));
        Assert.Equal((first, 1), (At(execed).Life!.Id, At(execed).Image!.N));
        Assert.Equal((first, false), (At(ended - 1).Life!.Id, At(ended - 1).WasZombie));
        var free = At(reaped + 500_000_000);
        Assert.Equal((null, first, second), (free.Life, free.Before!.Id, free.After!.Id));
        Assert.Equal(second, At(long.MaxValue).Life!.Id);
    }

    [Fact]
    public void Of_Zombie_KeepsItsNumber()
    {
        var child = _story.Fork(_story.Snapshot(200, "bash"), 4312);
        _story.Exit(child);
        _store.Apply(_story.Take());

        Assert.Equal((child, true), (At(_story.NowNs + 1).Life!.Id, At(_story.NowNs + 1).WasZombie));
    }

    private PidMoment At(long bootNs) => _store.Read(view => PidMoment.Of(view.Processes.Lives(4312)!, bootNs));
}
