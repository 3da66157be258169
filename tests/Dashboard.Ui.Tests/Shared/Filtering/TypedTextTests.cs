using Dashboard.Ui.Shared.Filtering;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("", "c", 1)]
    [InlineData("comm:m is:failed", "comm:ma is:failed", 7)]
    [InlineData("comm:mak", "comm:ma", 7)]
    [InlineData("aa", "aaa", 3)]
    [InlineData("abc", "abc", 3)]
    public void CaretAfter_Change_StandsBehindIt(string before, string after, int expected)
        => Assert.Equal(expected, TypedText.CaretAfter(before, after));
}
