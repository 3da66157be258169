using Dashboard.Core.Processes;
using Dashboard.Core.Readings;
using Xunit;

namespace Dashboard.Core.Tests.Readings;

public sealed class CommandTitleTests
{
    [Theory]
    [InlineData("sleep\0" + "600\0", null)]
    [InlineData("sleep\0" + "600", null)]
    [InlineData("sleep: idle\0\0\0\0", "sleep: idle")]
    [InlineData("sleep\0" + "601\0", "sleep 601")]
    [InlineData("sleep\0", "sleep")]
    [InlineData("", "")]
    public void Beside_ImageWithAllArguments_IsATitleOnlyWhereItDiffers(string title, string? shown)
        => Assert.Equal(shown, Beside(title, false, ["sleep", "600"], false));

    [Theory]
    [InlineData("tool\0" + "first argument\0" + "sec", true, null)]
    [InlineData("tool\0" + "other argument\0" + "sec", true, "tool other argument sec")]
    public void Beside_TitleThatIsCut_IsComparedAsFarAsItGoes(string title, bool isCut, string? shown)
        => Assert.Equal(shown, Beside(title, isCut, ["tool", "first argument", "second argument"], false));

    [Theory]
    [InlineData("tool\0" + "first argument\0" + "second\0", null)]
    [InlineData("tool: idle\0", "tool: idle")]
    public void Beside_ArgumentsThatAreCut_AreComparedAsFarAsTheyGo(string title, string? shown)
        => Assert.Equal(shown, Beside(title, false, ["tool", "first argu"], true));

    [Fact]
    public void Beside_ArgumentsThatAreNotThere_ShowsWhatWasRead()
    {
        Assert.Equal("sleep 600", Beside("sleep\0" + "600\0", false, null, false));
        Assert.Equal("sleep 600", Beside("sleep\0" + "600\0", false, [], true));
    }

    private static string? Beside(string title, bool isCut, IReadOnlyList<string>? args, bool argsAreCut)
        => new ProcessReading { ReadAt = default, Title = title, TitleTruncated = isCut }
            .Beside(new Image { N = 0, Time = default, BootNs = 0, Comm = "", Args = args, ArgsTruncated = argsAreCut }).Title;
}
