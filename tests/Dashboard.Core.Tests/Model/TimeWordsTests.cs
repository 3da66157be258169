using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class TimeWordsTests
{
    private const double Minute = 60;

    [Theory]
    [InlineData("5m", 5 * Minute)]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 90 * Minute)]
    [InlineData("1.5 h", 90 * Minute)]
    [InlineData("2 minutes", 2 * Minute)]
    [InlineData("15 Min", 15 * Minute)]
    [InlineData("250ms", 0.25)]
    [InlineData("1d 2h", 26 * 60 * Minute)]
    public void Span_WithUnits_IsRead(string text, double seconds)
    {
        Assert.True(TimeWords.TryParseSpan(text, out var ns));
        Assert.Equal(seconds, ns / 1e9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5x")]
    [InlineData("-5m")]
    [InlineData("5m3")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("1..5m")]
    [InlineData("99999999999999999999d")]
    [InlineData(null)]
    public void Span_OtherText_IsNone(string? text) => Assert.False(TimeWords.TryParseSpan(text, out _));

    [Theory]
    [InlineData("-2m", 2 * Minute)]
    [InlineData("−90s", 90)]
    [InlineData("2 minutes ago", 2 * Minute)]
    [InlineData(" 2m ago ", 2 * Minute)]
    [InlineData("now", 0)]
    public void Ago_BeforeNow_IsItsDistance(string text, double seconds)
    {
        Assert.True(TimeWords.TryParseAgo(text, out var ns));
        Assert.Equal(seconds, ns / 1e9);
    }

    [Theory]
    [InlineData("2m")]
    [InlineData("-2")]
    [InlineData("--2m")]
    [InlineData("ago")]
    [InlineData("14:02")]
    public void Ago_OtherText_IsNone(string text) => Assert.False(TimeWords.TryParseAgo(text, out _));

    [Theory]
    [InlineData("1h30m")]
    [InlineData("5m")]
    [InlineData("250ms")]
    [InlineData("1d")]
    public void Span_Text_ReadsBack(string text)
    {
        Assert.True(TimeWords.TryParseSpan(text, out var ns));
        Assert.Equal(text, TimeWords.Span(ns));
    }
}
