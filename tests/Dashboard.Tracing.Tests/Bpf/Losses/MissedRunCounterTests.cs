using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Tests.Bpf.Losses;

/// <summary>The kernel's counters of two probes, read after read.</summary>
public sealed class MissedRunCounterTests
{
    private const long Opened = 1000;

    private readonly MissedRunCounter _counter = new(Opened);
    private long _now = Opened;

    [Fact]
    public void Run_ThatIsRecoveredAfterTheRead_IsNotMissed()
    {
        Update((0, 50));
        // Skipped, and its task is preempted before the second program runs.
        Assert.Equal((0, false), Update((1, 50)));
        Assert.Equal((0, false), Update((0, 51)));
        Assert.Equal((0, true), Update((0, 51)));
    }

    [Fact]
    public void Runs_ThatWaitAtTwoReadsInTwoProbes_AreNotMissed()
    {
        Update((1, 0), (0, 0));

        Assert.Equal((0, false), Update((0, 1), (1, 0)));
    }

    [Fact]
    public void Run_OnWhichTwoReadsAgree_IsMissedAndHappenedBeforeTheFirstOfThem()
    {
        Update((0, 0));
        Update((2, 0));
        var firstReadTo = _now;

        var runs = _counter.Update(Programs((3, 0)), _now + 9, _now + 10);

        Assert.Equal((2, false, firstReadTo + 9, firstReadTo), (runs.Count, runs.IsWhole, runs.ReadFromNs, runs.ToNs));
        Assert.Equal((3, true), Update((3, 0)));
    }

    /// <summary>Otherwise the loss would be reported twice.</summary>
    [Fact]
    public void Count_ThatIsHiddenByWhatIsMadeUpForMeanwhile_DoesNotFall()
    {
        Update((5, 0));
        Assert.Equal((5, true), Update((5, 0)));

        Assert.Equal((5, false), Update((4, 9)));
        Assert.Equal((5, false), Update((5, 10)));
        Assert.Equal((5, true), Update((5, 10)));
    }

    [Fact]
    public void UpdateWhileRunsAreRecovered_IsNotWhole() => Assert.Equal((0, false), Update((0, 7)));

    private (long Count, bool IsWhole) Update(params (ulong Missed, ulong Recovered)[] probes)
    {
        var runs = _counter.Update(Programs(probes), _now + 9, _now += 10);
        return (runs.Count, runs.IsWhole);
    }

    private static NativeProgram[] Programs(params (ulong Missed, ulong Recovered)[] probes)
        => [.. probes.Select(p => new NativeProgram { Missed = p.Missed, Recovered = p.Recovered })];
}
