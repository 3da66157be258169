using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class TimeRangeTests
{
    [Theory]
    [InlineData(20L, 30L, 20, 30)]
    [InlineData(0L, 30L, 10, 30)]
    [InlineData(20L, 90L, 20, 50)]
    [InlineData(20L, null, 20, 50)]
    [InlineData(null, 30L, 10, 30)]
    [InlineData(null, null, 10, 50)]
    [InlineData(60L, 70L, 60, 70)]
    [InlineData(1L, 2L, 1, 2)]
    [InlineData(60L, null, 60, 61)]
    [InlineData(null, 5L, 4, 5)]
    public void Within_TwoMoments_IsTheCommonPartOrTheRange(long? from, long? to, long first, long last)
        => Assert.Equal(Range(first, last), Range(from, to).Within(new Timestamp(10), new Timestamp(50)));

    private static TimeRange Range(long? from, long? to) => new(from is { } f ? new Timestamp(f) : null, to is { } t ? new Timestamp(t) : null);
}
