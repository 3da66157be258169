using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class WallClockTests
{
    private const long Second = 1_000_000_000;
    private const long Hour = 3600 * Second;
    private const long Epoch = 1_790_000_000 * Second;

    private readonly WallClock _clock = new(Epoch);

    [Fact]
    public void ToTimestamp_ClockSetAhead_MovesOnlyWhatComesAfter()
    {
        _clock.Set(100 * Second, Epoch + Hour);

        Assert.Equal((Epoch + (99 * Second), Epoch + Hour + (100 * Second)),
            (_clock.ToTimestamp(99 * Second).UnixNs, _clock.ToTimestamp(100 * Second).UnixNs));
        Assert.Equal((Epoch, Epoch + Hour, true), (_clock.FirstOffsetNs, _clock.OffsetNs, _clock.WasSet));
    }

    [Theory]
    [InlineData(99, 99)]
    [InlineData(100 + 1800, 100)] // skipped
    [InlineData(3600 + 100, 100)]
    [InlineData(3600 + 130, 130)]
    public void ToBootNs_ClockSetAhead_IsWhenItShowedThis(long shown, long boot)
    {
        _clock.Set(100 * Second, Epoch + Hour);

        Assert.Equal(boot * Second, _clock.ToBootNs(new Timestamp(Epoch + (shown * Second))));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(4999, 4999 + 3600)] // ambiguous: the later
    [InlineData(1400, 5000)]
    [InlineData(1399, 1399)]
    public void ToBootNs_ClockSetBack_IsTheLaterOfTwo(long shown, long boot)
    {
        _clock.Set(5000 * Second, Epoch - Hour);

        Assert.Equal(boot * Second, _clock.ToBootNs(new Timestamp(Epoch + (shown * Second))));
    }

    [Fact]
    public void Shown_OverASettingBack_IsMoreThanBetweenItsEnds()
    {
        _clock.Set(5000 * Second, Epoch - Hour);

        var (from, to) = _clock.Shown(4990 * Second, 5010 * Second);

        Assert.Equal((Epoch + (1400 * Second), Epoch + (5000 * Second)), (from.UnixNs, to.UnixNs));
    }

    [Fact]
    public void Set_MoreOftenThanIsKept_ForgetsTheOldest()
    {
        for (var i = 1; i <= WallClock.MaxPieces + 10; i++)
        {
            _clock.Set(i * Second, Epoch + i);
        }

        // The first ten pieces and the beginning use the eleventh offset.
        Assert.Equal((Epoch + 11, Epoch + 11, (12 * Second) + Epoch + 12),
            (_clock.ToTimestamp(0).UnixNs, _clock.ToTimestamp(11 * Second).UnixNs - (11 * Second), _clock.ToTimestamp(12 * Second).UnixNs));
        Assert.Equal((Epoch, Epoch + WallClock.MaxPieces + 10), (_clock.FirstOffsetNs, _clock.OffsetNs));
    }

    [Fact]
    public void Set_BeforeTheLast_ReplacesIt()
    {
        _clock.Set(200 * Second, Epoch + 5);
        _clock.Set(100 * Second, Epoch + 9);

        Assert.Equal((Epoch + 9, Epoch), (_clock.ToTimestamp(200 * Second).UnixNs - (200 * Second), _clock.ToTimestamp(99 * Second).UnixNs - (99 * Second)));
    }
}
