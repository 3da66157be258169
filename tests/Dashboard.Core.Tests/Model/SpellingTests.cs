using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Model;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("ENOENT", "ENONET", 1)]
    [InlineData("enoent", "ENOENT", 0)]
    [InlineData("EACCES", "EACCESS", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoWords_CountsSlips(string left, string right, int expected)
        => Assert.Equal(expected, Spelling.Distance(left, right));

    [Theory]
    [InlineData("runing", "running")]
    [InlineData("zomby", "zombie")]
    [InlineData("quux", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Nearest_Typed_FindsWhatWasMeantOrNothing(string typed, string? expected)
        => Assert.Equal(expected, Spelling.Nearest(typed, FilterFlags.All.Select(f => f.Name)));
}
