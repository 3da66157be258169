using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Tests.Bpf.Losses;

/// <summary>The kernel's figures of two probes, look after look.</summary>
public sealed class MissedRunCounterTests
{
    private const long Opened = 1000;

    private readonly MissedRunCounter _counter = new(Opened);
    private long _now = Opened;

    [Fact]
    public void Run_ThatIsMadeUpForAfterTheLook_IsNotMissed()
    {
        Look((0, 50));
        // Skipped, and its task has lost the CPU before the second program.
        Assert.Equal((0, false), Look((1, 50)));
        Assert.Equal((0, false), Look((0, 51)));
        Assert.Equal((0, true), Look((0, 51)));
    }

    [Fact]
    public void Runs_ThatWaitAtTwoLooksInTwoProbes_AreNotMissed()
    {
        Look((1, 0), (0, 0));

        Assert.Equal((0, false), Look((0, 1), (1, 0)));
    }

    [Fact]
    public void Run_OnWhichTwoLooksAgree_IsMissedAndHappenedBeforeTheFirstOfThem()
    {
        Look((0, 0));
        Look((2, 0));
        var firstLookedTo = _now;

        var look = _counter.Look(Programs((3, 0)), _now + 9, _now + 10);

        Assert.Equal((2, false, firstLookedTo + 9, firstLookedTo), (look.Count, look.IsWhole, look.ReadFromNs, look.ToNs));
        Assert.Equal((3, true), Look((3, 0)));
    }

    /// <summary>Else the loss would be told again when it shows again.</summary>
    [Fact]
    public void Count_ThatIsHiddenByWhatIsMadeUpForMeanwhile_DoesNotFall()
    {
        Look((5, 0));
        Assert.Equal((5, true), Look((5, 0)));

        Assert.Equal((5, false), Look((4, 9)));
        Assert.Equal((5, false), Look((5, 10)));
        Assert.Equal((5, true), Look((5, 10)));
    }

    [Fact]
    public void LookWhileRunsAreMadeUpFor_IsNotWhole() => Assert.Equal((0, false), Look((0, 7)));

    private (long Count, bool IsWhole) Look(params (ulong Missed, ulong Recovered)[] probes)
    {
        var look = _counter.Look(Programs(probes), _now + 9, _now += 10);
        return (look.Count, look.IsWhole);
    }

    private static NativeProgram[] Programs(params (ulong Missed, ulong Recovered)[] probes)
        => [.. probes.Select(p => new NativeProgram { Missed = p.Missed, Recovered = p.Recovered })];
}
