using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class TimeAxisTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(60 * Second, 10 * Second)]
    [InlineData(3_600 * Second, 600 * Second)]
    [InlineData(Second, 200_000_000)]
    [InlineData(700_000, 100_000)]
    [InlineData(10_000, 2_000)]
    [InlineData(30 * 86_400 * Second, 7 * 86_400 * Second)]
    public void Step_Span_IsTheShortestRoundOne(long spanNs, long expected) => Assert.Equal(expected, TimeAxis.StepNs(spanNs, 7));

    [Fact]
    public void Ticks_Seconds_AreRoundByTheViewersClock()
    {
        // 2026-11-22 17:02:25.4 UTC, viewed half an hour east.
        var from = (1_795_366_945L * Second) + 400_000_000;

        var ticks = TimeAxis.Ticks(from, from + (20 * Second), 10 * Second, 30);

        Assert.Equal(["17:32:30", "17:32:40"], ticks.Select(t => t.Label));
        Assert.Equal(1_795_366_950L * Second, ticks[0].UnixNs);
    }

    [Fact]
    public void Ticks_BelowASecond_HaveAsManyDecimalsAsTheStep()
    {
        var from = 1_795_366_945L * Second;

        Assert.Equal([":25.0", ":25.2"], TimeAxis.Ticks(from, from + 300_000_000, 200_000_000, 0).Select(t => t.Label));
        Assert.Equal([":25.00000", ":25.00005"], TimeAxis.Ticks(from, from + 60_000, 50_000, 0).Select(t => t.Label));
    }

    [Fact]
    public void TicksSince_Origin_AreDistances()
    {
        var origin = 1_795_366_945L * Second;

        Assert.Equal(["−5 s", "+0 s", "+5 s"], TimeAxis.TicksSince(origin, origin - (5 * Second), origin + (7 * Second), 5 * Second).Select(t => t.Label));
        Assert.Equal(["+1:05"], TimeAxis.TicksSince(origin, origin + (65 * Second), origin + (69 * Second), 5 * Second).Select(t => t.Label));
    }
}
