using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Tests.Kernel;

namespace Dashboard.Tracing.Tests.Bpf.Losses;

public sealed class LossRepairTests
{
    private const long Second = 1_000_000_000;

    private static readonly ProcessId Old = new(5, 50);
    private static readonly ProcessId Other = new(6, 60);

    private readonly LossRepair _repair = new();
    private readonly List<LifecycleEvent> _output = [];

    [Fact]
    public void IsDue_WithoutALoss_IsNever() => Assert.False(_repair.IsDue(long.MaxValue));

    [Fact]
    public void IsDue_AfterALoss_IsWhenItHasSettled()
    {
        _repair.Lost(10 * Second);
        Assert.False(_repair.IsDue(10 * Second + 1));
        Assert.True(_repair.IsDue(11 * Second));
    }

    [Fact]
    public void IsDue_WhileLossesGoOn_IsEveryThirtySeconds()
    {
        for (var now = 100 * Second; now < 129 * Second; now += Second / 10)
        {
            _repair.Lost(now);
            Assert.False(_repair.IsDue(now));
        }

        _repair.Lost(131 * Second);
        Assert.True(_repair.IsDue(131 * Second));
        Hold();
        _repair.Follow([], 1000, Time, _output);
        _repair.Lost(132 * Second);
        Assert.False(_repair.IsDue(132 * Second));
    }

    [Fact]
    public void Follow_BeforeTheRingIsEmpty_TellsNothing()
    {
        Hold();
        _repair.Follow([new ExitEvent { Process = Other, BootNs = 19 * Second }], 101, Time, _output);
        Assert.Empty(_output);

        _repair.Follow([], 102, Time, _output);
        Assert.Equal([EventKind.Snapshot, EventKind.Census], _output.Select(e => e.Kind));
        Assert.Equal(1, _repair.Count);
    }

    [Fact]
    public void Follow_ALaterEvent_ProvesThatAllEarlierWereDelivered()
    {
        Hold();
        _repair.Follow([new ForkEvent { Process = Other, BootNs = 21 * Second }], 100, Time, _output);

        Assert.Equal(2, _output.Count);
        var census = Assert.IsType<CensusEvent>(_output[^1]);
        Assert.Equal([Old], census.Present);
        Assert.InRange(census.BootNs, 19 * Second + 1, 20 * Second - 1);
    }

    [Fact]
    public void Follow_AnEndAfterTheLook_LeavesThatOneOut()
    {
        Hold();
        _repair.Follow([new ExitEvent { Process = Old, BootNs = 21 * Second }], 100, Time, _output);

        Assert.DoesNotContain(_output, e => e is SnapshotEvent && e.Process == Old);
        Assert.Contains(Old, ((CensusEvent)_output[^1]).Present);
    }

    private static Timestamp Time(long ns) => new(ns);

    private void Hold() => _repair.Hold([new SnapshotEvent { Process = Old }], 20 * Second, 20 * Second + 1, 100);
}
