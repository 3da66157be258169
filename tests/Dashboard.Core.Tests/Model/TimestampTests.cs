using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class TimestampTests
{
    [Fact]
    public void ToString_Nanoseconds_KeepsAllNine()
        => Assert.Equal("2026-11-22T17:02:25.123456789Z", new Timestamp(1_795_366_945_123_456_789).ToString());

    [Theory]
    [InlineData("2026-11-22T17:02:25.123456789Z", 1_795_366_945_123_456_789)]
    [InlineData("2026-11-22T17:02:25Z", 1_795_366_945_000_000_000)]
    [InlineData("2026-11-22T18:02:25.5+01:00", 1_795_366_945_500_000_000)]
    [InlineData("1795366945123", 1_795_366_945_123_000_000)]
    public void TryParse_Forms_AreRead(string text, long unixNs)
    {
        Assert.True(Timestamp.TryParse(text, out var time));
        Assert.Equal(unixNs, time.UnixNs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-11-22T17:02:25.1234567890Z")]
    public void TryParse_Nonsense_IsRefused(string text) => Assert.False(Timestamp.TryParse(text, out _));
}
