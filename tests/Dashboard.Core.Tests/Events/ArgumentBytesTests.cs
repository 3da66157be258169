using System.Text;
using Dashboard.Core.Events;
using Xunit;

namespace Dashboard.Core.Tests.Events;

public sealed class ArgumentBytesTests
{
    [Theory]
    [InlineData("sh\0-c\0true\0", 100, "sh|-c|true")]
    [InlineData("sh\0-c\0true\0", 8, "sh|-c|tr")]
    [InlineData("sh\0-c\0true\0", 6, "sh|-c")]
    [InlineData("sh\0-c\0true\0", 2, "sh")]
    [InlineData("\0\0", 1, "")]
    public void ToBeginning_OfABlock_HasItsFirstBytesOnly(string block, int max, string expected)
        => Assert.Equal(expected, string.Join('|', ArgumentBytes.ToBeginning(Encoding.ASCII.GetBytes(block), max)));
}
