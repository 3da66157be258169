using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(1, 3, "33 %")]
    [InlineData(1, 1000, "<1 %")]
    [InlineData(999, 1000, ">99 %")]
    [InlineData(0, 0, "")]
    public void Share_NeverRoundsToNoneOrAll(long part, long whole, string expected) => Assert.Equal(expected, DisplayText.Share(part, whole));

    [Fact]
    public void Text_Long_IsCutInTheMiddleAndEscaped()
        => Assert.Equal("a\\n…zz", DisplayText.Text("a\n" + new string('b', 50) + "zz", 6));
}
