using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Spawners;
using Xunit;

namespace Dashboard.Ui.Tests.Spawners;

public sealed class SpawnTextTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Interval_ClaimsARhythmOnlyWhereThereIsOne()
    {
        Assert.Equal("once", IntervalText.Of(null));
        Assert.Equal("every 5 s", IntervalText.Of(new SpawnInterval(5 * Second, 0, true)));
        Assert.Equal("irregular, median 5 s", IntervalText.Of(new SpawnInterval(5 * Second, 3 * Second, false)));
        Assert.Equal("median 5 s, too few for a rhythm", IntervalText.Of(new SpawnInterval(5 * Second, 0, null)));
    }

    [Fact]
    public void Failed_OfThoseWhoseEndWasSeen()
    {
        Assert.Equal(("—", "None has ended"), Failed(Group(starts: 3)));
        Assert.Equal(("—", "2 ended, and how was not seen"), Failed(Group(starts: 3, ended: 2)));
        Assert.Equal(
            ("1 of 2 (50 %)", "Ended by a signal or with an exit code above 0; 2 of 3 have ended"),
            Failed(Group(starts: 3, ended: 2, exitKnown: 2, failed: 1)));
        Assert.Equal(
            ("1 of 1 (100 %)", "Ended by a signal or with an exit code above 0; 3 of 3 have ended, of 2 it was not seen how"),
            Failed(Group(starts: 3, ended: 3, exitKnown: 1, failed: 1)));
    }

    [Fact]
    public void Cpu_SaysOfHowMany()
    {
        Assert.Equal("—", SpawnText.Cpu(Group(starts: 1)));
        Assert.Equal("2 s", SpawnText.Cpu(Group(starts: 3, ended: 2, cpuNs: 2 * Second, cpuKnown: 2)));
        Assert.Equal("User and system time of 2 that ended, all together", SpawnText.CpuMeaning(Group(starts: 3, ended: 2, cpuNs: 1, cpuKnown: 2)));
    }

    [Theory]
    [InlineData(0, 100, 100, true, "in 1 m 40 s, since capture began")]
    [InlineData(60, 100, 100, true, "in the last 40 s")]
    [InlineData(0, 100, 100, false, "in 1 m 40 s, the whole recording")]
    [InlineData(60, 100, 100, false, "in the last 40 s of the recording")]
    [InlineData(60, 70, 100, true, "from +00:01:00 to +00:01:10")]
    public void Period_SaysWhatTheFiguresAreOf(long from, long to, long now, bool live, string expected)
    {
        Assert.Equal(expected, SpawnText.Period(View(from, to, now), 0, live, new TimeDisplay(0, 0)));
    }

    /// <summary>The names of the two moments say nothing of the time between them.</summary>
    [Theory]
    [InlineData(1, true, "in 1 m 40 s, since capture began")]
    [InlineData(-1, true, "in 1 m 40 s, since capture began")]
    [InlineData(1, false, "from +00:00:00 to +01:01:40")]
    public void Period_OverASettingOfTheClock_IsWhatPassedOrTheNamesOfItsEnds(int hours, bool isOnePiece, string expected)
    {
        var view = View(0, 100, 100);
        view = view with { To = new Timestamp(view.To.UnixNs + (hours * 3600 * Second)), IsOnePiece = isOnePiece };

        Assert.Equal(expected, SpawnText.Period(view, 0, true, new TimeDisplay(0, 0)));
    }

    private static SpawnersSnapshot View(long from, long to, long now)
        => new(new Timestamp(from * Second), new Timestamp(to * Second), from * Second, to * Second, now * Second, true, 1, 0, 1, []);

    private static (string, string) Failed(SpawnGroup group) => (SpawnText.Failed(group), SpawnText.FailedMeaning(group));

    private static SpawnGroup Group(int starts, int ended = 0, int exitKnown = 0, int failed = 0, long cpuNs = 0, int cpuKnown = 0)
        => new(default, starts, 1, default, default, null, ended, exitKnown, failed, cpuNs, cpuKnown, new ProcessId(1, 1));
}
