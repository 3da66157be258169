using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterPriceTests
{
    private const string Hostile = "args~\"(a|b|ab)*[^x]{0,40}q1\"";

    [Fact]
    public void TryParse_NinetyHostilePatterns_RefusedAsTooExpensive()
    {
        // Distinct patterns, so that none shares an automaton. It took 283 s on a full table.
        var text = string.Join(" or ", Enumerable.Range(0, 90).Select(i => Hostile.Replace("q1", $"q{i}", StringComparison.Ordinal)));

        var error = Parse.Bad(text);

        Assert.True(error.TooExpensive);
        Assert.Equal("too expensive, because its patterns have more than 200 places together, their repeats written out", error.Message);
        Assert.NotNull(error.Hint);
        // At the fifth pattern: the later ones are not compiled.
        Assert.InRange(error.Position, 100, 200);
    }

    [Fact]
    public void TryParse_OneHostilePattern_Allowed() => Parse.Good(Hostile);

    [Theory]
    [InlineData("comm~x{101}")]
    [InlineData("comm~(ab){51}")]
    [InlineData("comm~((a{0,9}){0,9}){0,9}")]
    [InlineData("comm~[]a]{200}")]
    [InlineData("comm~a{9999999999}")]
    [InlineData("comm~(?x)a")]
    [InlineData("comm~(?#[)a")]
    public void TryParse_LargePattern_Refused(string text) => Assert.True(Parse.Bad(text).TooExpensive);

    [Theory]
    [InlineData("comm~[0-9a-f]{64}")]
    [InlineData("comm~(gcc|g++|cc1|ld)$")]
    [InlineData("path~^/usr/(local/)?bin/python3\\.[0-9]{1,2}$")]
    [InlineData("comm~(?i)make")]
    [InlineData("comm~{x")]
    public void TryParse_OrdinaryPattern_IsNotTooExpensive(string text)
        => Assert.True(Filter.TryParse(text, out _, out var error) || !error.TooExpensive, error?.Message);

    [Fact]
    public void TryParse_PatternLongerThanTheLimit_RefusedBeforeItIsCompiled()
        => Assert.Contains("513 characters", Parse.Bad($"comm~{new string('|', 513)}").Message, StringComparison.Ordinal);

    [Fact]
    public void TryParse_FiveHundredWords_Allowed()
        => Parse.Good(string.Join(" or ", Enumerable.Range(100, 500).Select(i => $"w{i % 360:x}")));

    [Fact]
    public void TryParse_MoreTermsThanTheLimit_Refused()
    {
        var error = Parse.Bad($"pid:{string.Join(',', Enumerable.Range(1, 1_001))}");

        Assert.Equal("too expensive, because it has 1,001 terms of at most 1,000", error.Message);
    }

    [Fact]
    public void TryParse_ManyPairsOfWords_RefusedByTheirPrice()
    {
        var error = Parse.Bad(string.Join(" or ", Enumerable.Range(0, 100).Select(i => $"(a{i} b{i})")));

        Assert.True(error.TooExpensive);
        Assert.Contains("units", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("(ab){3}", 6)]
    [InlineData("(?:ab){3}", 6)]
    [InlineData("(a|b|ab)*[^x]{0,40}q1", 46)]
    [InlineData("[a-z-[aeiou]]x", 2)]
    [InlineData("[]]{4}", 4)]
    [InlineData("[^]]{4}", 4)]
    [InlineData("\\[{5}", 5)]
    [InlineData("a{2,}", 2)]
    [InlineData("a{,5}", 5)]
    [InlineData("", 0)]
    public void RegexSize_OfAPattern_CountsRepeatsWrittenOut(string pattern, int size) => Assert.Equal(size, RegexSize.Of(pattern));
}
