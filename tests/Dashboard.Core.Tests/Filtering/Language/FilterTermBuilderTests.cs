using CsCheck;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterTermBuilderTests
{
    [Fact]
    public void Equal_AnyValue_MatchesExactlyThatValue()
        => Gen.Select(Gen.String, Gen.String[Gen.Char["ab\"\\*(), :~<-"], 0, 8]).Select((any, nasty) => any + nasty).Sample(value =>
        {
            var filter = Parse.Good(FilterTermBuilder.Equal(FilterField.Args, value));
            Assert.True(filter.Matches(new FakeSubject().Text(FilterField.Args, value)), value);
            Assert.False(filter.Matches(new FakeSubject().Text(FilterField.Args, value + "x")), value);
        });

    [Theory]
    [InlineData("ENOENT", "errno:ENOENT")]
    [InlineData("errno 524", "errno:524")]
    [InlineData("ENONET", "errno:64")]
    public void Equal_ErrnoAsShown_Parses(string shown, string expected)
    {
        Assert.Equal(expected, FilterTermBuilder.Equal(FilterField.Errno, shown));
        Parse.Good(expected);
    }

    [Theory]
    [InlineData(null, "comm:sh", "comm:sh")]
    [InlineData(" ", "comm:sh", "comm:sh")]
    [InlineData("uid:0 ", "comm:sh", "uid:0 comm:sh")]
    [InlineData("uid:0 or uid:1", "comm:sh", "(uid:0 or uid:1) comm:sh")]
    [InlineData("uid:0,1", "comm:sh", "(uid:0,1) comm:sh")]
    [InlineData("(", "comm:sh", "( comm:sh")]
    [InlineData("uid:0 comm:sh", "comm:sh", "uid:0 comm:sh")]
    [InlineData("uid:0 or comm:sh", "comm:sh", "(uid:0 or comm:sh) comm:sh")]
    public void Include_Filter_AsksForBoth(string? filter, string term, string expected)
        => Assert.Equal(expected, FilterTermBuilder.Include(filter, term));

    [Fact]
    public void Exclude_Term_IsNegated()
    {
        Assert.Equal("uid:0 -comm:\"a b\"", FilterTermBuilder.Exclude("uid:0", FilterTermBuilder.Equal(FilterField.Comm, "a b")));
        Assert.Equal("errno:*", FilterTermBuilder.Exclude("", FilterTermBuilder.Absent(FilterField.Errno)));
    }
}
