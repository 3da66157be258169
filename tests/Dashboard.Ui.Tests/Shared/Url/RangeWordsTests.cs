using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Url;

public sealed class RangeWordsTests
{
    private static readonly Timestamp Now = At("2026-11-30T14:04:10Z");

    /// <summary>The viewer's clock is one hour ahead of UTC: now is 15:04:10 there.</summary>
    [Theory]
    [InlineData("15:02..15:05", "2026-11-30T14:02:00Z", "2026-11-30T14:05:00Z")]
    [InlineData("15:02", "2026-11-30T14:02:00Z", "2026-11-30T14:03:00Z")]
    [InlineData("15:02:07", "2026-11-30T14:02:07Z", "2026-11-30T14:02:08Z")]
    [InlineData("16:00", "2026-11-29T15:00:00Z", "2026-11-29T15:01:00Z")]
    [InlineData("23:58..00:03", "2026-11-29T22:58:00Z", "2026-11-29T23:03:00Z")]
    [InlineData("-5m..-2m", "2026-11-30T13:59:10Z", "2026-11-30T14:02:10Z")]
    [InlineData("15:02..-1m", "2026-11-30T14:02:00Z", "2026-11-30T14:03:10Z")]
    [InlineData("15:02..", "2026-11-30T14:02:00Z", null)]
    [InlineData("..15:02", null, "2026-11-30T14:02:00Z")]
    [InlineData("2026-11-30T10:00:00Z..2026-11-30T11:00:00+01:00", "", "")]
    [InlineData("2026-11-30T10:00Z..2026-11-30T12:30:00.5+01:00", "2026-11-30T10:00:00Z", "2026-11-30T11:30:00.5Z")]
    [InlineData("2026-11-30 15:00..15:02", "2026-11-30T14:00:00Z", "2026-11-30T14:02:00Z")]
    public void Read_TwoEnds_AreFixed(string text, string? from, string? to)
    {
        var isRead = Words(60).TryRead(text, out var choice, out var problem);
        if (from == "")
        {
            Assert.Equal("The end must be after the start.", problem);
            return;
        }

        Assert.True(isRead, problem);
        Assert.Null(choice.LastNs);
        Assert.Equal(new TimeRange(from is null ? null : At(from), to is null ? null : At(to)), choice.Fixed);
    }

    [Theory]
    [InlineData("-2m", 120)]
    [InlineData("-90s", 90)]
    [InlineData("last 5 min", 300)]
    [InlineData("1h", 3_600)]
    [InlineData("-2m..", 120)]
    [InlineData("-2m..now", 120)]
    [InlineData("2 minutes ago", 120)]
    public void Read_BeforeNow_MovesOn(string text, long seconds)
    {
        Assert.True(Words(60).TryRead(text, out var choice, out var problem), problem);
        Assert.Equal(RangeChoice.Last(seconds * 1_000_000_000), choice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("Whole capture")]
    public void Read_All_IsTheWholeCapture(string text)
    {
        Assert.True(Words(0).TryRead(text, out var choice, out _));
        Assert.True(choice.IsWhole);
    }

    [Theory]
    [InlineData("yesterday", "“yesterday” is not a time. Examples: -2m, 14:02, 14:02..14:05.")]
    [InlineData("14:02..tea", "“tea” is not a time. Examples: -2m, 14:02, 14:02..14:05.")]
    [InlineData("25:00", "“25:00” is not a time. Examples: -2m, 14:02, 14:02..14:05.")]
    [InlineData("..", "“..” is not a time. Examples: -2m, 14:02, 14:02..14:05.")]
    [InlineData("-2", "“-2” is not a time. Examples: -2m, 14:02, 14:02..14:05.")]
    [InlineData("-2m..-5m", "The end must be after the start.")]
    public void Read_NoRange_SaysSoInOneSentence(string text, string problem)
    {
        Assert.False(Words(0).TryRead(text, out _, out var found));
        Assert.Equal(problem, found);
    }

    [Fact]
    public void Read_TimesSinceTheBeginning_AreRead()
    {
        var since = new RangeWords(new TimeDisplay(0, Now.UnixNs), Clock(), NowBootNs);

        Assert.True(since.TryRead("+00:01:30..+00:02:00", out var choice, out var problem), problem);

        Assert.Equal(new TimeRange(new Timestamp(Now.UnixNs + 90_000_000_000), new Timestamp(Now.UnixNs + 120_000_000_000)), choice.Fixed);
    }

    [Theory]
    [InlineData("-5m")]
    [InlineData("2026-11-30T15:02:00..2026-11-30T15:05:00.5")]
    [InlineData("")]
    public void Text_OfAChoice_ReadsBack(string text)
    {
        Assert.True(Words(60).TryRead(text, out var choice, out _));
        Assert.Equal(text, Words(60).Text(choice));
    }

    private const long NowBootNs = 9_000_000_000_000;

    private static CaptureClock Clock() => new(Now.UnixNs - NowBootNs, () => NowBootNs);

    private static RangeWords Words(int offsetMinutes) => new(offsetMinutes, Clock(), NowBootNs);

    private static Timestamp At(string text) => Timestamp.TryParse(text, out var at) ? at : throw new ArgumentException(text);
}
