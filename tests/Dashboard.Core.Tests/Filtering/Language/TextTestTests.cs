using CsCheck;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class TextTestTests
{
    [Theory]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*b*", "abc", true)]
    [InlineData("ab*bc", "abc", false)]
    [InlineData("*ab*ab*", "xabab", true)]
    [InlineData("*ab*ab*", "xaba", false)]
    [InlineData("a?c", "abc", false)]
    [InlineData("a?c", "a?c", true)]
    public void Matches_Glob_MatchesWholeText(string glob, string text, bool expected)
        => Assert.Equal(expected, TextTest.Equal(ignoresCase: false, glob.Split('*')).Matches(text));

    [Fact]
    public void Matches_Glob_AgreesWithBacktrackingRegex()
        => Gen.Select(Gen.String[Gen.Char["ab*"], 0, 8], Gen.String[Gen.Char["ab"], 0, 10]).Sample((glob, text) =>
        {
            var pattern = "^" + glob.Replace("*", ".*", StringComparison.Ordinal) + "\\z";
            return TextTest.Equal(ignoresCase: false, glob.Split('*')).Matches(text)
                == System.Text.RegularExpressions.Regex.IsMatch(text, pattern);
        });

    [Fact]
    public void Matches_Contains_IgnoresCaseAndPlace()
    {
        Assert.True(TextTest.Containing("AK").Matches("make"));
        Assert.True(TextTest.Containing("m", "e").Matches("xmakex"));
        Assert.False(TextTest.Containing("e", "m").Matches("make"));
    }

    [Fact]
    public void Matches_Absent_IsFalse() => Assert.False(TextTest.Equal(ignoresCase: false, "", "").Matches((string?)null));

    [Fact]
    public void Matches_InvalidBytesAsText_AreOrdinary()
        => Assert.True(Parse.Good("comm:a\uEFFF*").Matches(new FakeSubject().Text(FilterField.Comm, "a\uEFFFb")));
}
