using Dashboard.Core.Statistics.Spawning;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Spawning;

public sealed class SpawnIntervalTests
{
    [Fact]
    public void Of_OneStart_IsNull() => Assert.Null(SpawnInterval.Of([5]));

    [Fact]
    public void Of_ThreeStartsAtEqualIntervals_ClaimsNoRhythm()
        => Assert.Equal(new SpawnInterval(60, 0, null), SpawnInterval.Of([0, 60, 120]));

    [Fact]
    public void Of_FourStartsAtEqualIntervals_IsRegular()
        => Assert.Equal(new SpawnInterval(60, 0, true), SpawnInterval.Of([0, 60, 120, 180]));

    [Fact]
    public void Of_SpreadOfATenth_IsRegular_AndOfMore_IsNot()
    {
        Assert.Equal(new SpawnInterval(100, 10, true), SpawnInterval.Of([0, 90, 190, 300]));
        Assert.Equal(new SpawnInterval(100, 11, false), SpawnInterval.Of([0, 89, 189, 300]));
    }

    [Fact]
    public void Of_OneGapInTenIntervals_StaysRegular_AndTwoDoNot()
    {
        long[] starts = [0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 700];
        Assert.Equal(new SpawnInterval(60, 0, true), SpawnInterval.Of(starts));

        starts[9] = 560;
        Assert.Equal(new SpawnInterval(60, 20, false), SpawnInterval.Of(starts));
    }

    [Fact]
    public void Of_ManyAtOneMoment_IsNotRegular()
        => Assert.Equal(new SpawnInterval(0, 0, false), SpawnInterval.Of([7, 7, 7, 7, 7]));
}
