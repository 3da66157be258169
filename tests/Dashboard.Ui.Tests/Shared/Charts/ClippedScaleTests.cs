using Dashboard.Ui.Shared.Charts;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Charts;

public sealed class ClippedScaleTests
{
    [Fact]
    public void Of_OneBurst_EndsAFewTimesAboveTheUsualBar()
        => Assert.Equal(new ClippedScale(12, 1, 3), ClippedScale.Of([3, 0, 2, 5_000, 3, 4, 0]));

    [Fact]
    public void Of_ABurstOfManySteps_CountsThemAll()
        => Assert.Equal(new ClippedScale(10, 3, 6), ClippedScale.Of([1, 1, 2, 1, 1, 900, 950, 900]));

    [Theory]
    [InlineData(new long[] { 5_000 })]
    [InlineData(new long[] { 0, 0, 5_000 })]
    [InlineData(new long[] { 5, 6, 7, 25 })]
    [InlineData(new long[] { 1, 29 })]
    [InlineData(new long[] { })]
    public void Of_NothingThatTowers_IsNotCut(long[] bars) => Assert.Null(ClippedScale.Of(bars));
}
