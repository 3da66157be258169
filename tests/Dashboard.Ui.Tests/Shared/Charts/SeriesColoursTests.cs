using Dashboard.Ui.Shared.Charts;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Charts;

public sealed class SeriesColoursTests
{
    [Fact]
    public void Place_RankChanges_EachKeepsItsColour()
    {
        var colours = new SeriesColours();
        var first = colours.Place([Series("ENOENT"), Series("EACCES"), Series("EPERM")]);

        var then = colours.Place([Series("EPERM"), Series("exit 1"), Series("EACCES"), Series("ENOENT")]);

        Assert.Equal([first[2], first[1], first[0]], [then[0], then[2], then[3]]);
        Assert.Equal(4, then.Distinct().Count());
    }

    [Fact]
    public void Place_TheUsualOnes_HaveTheirColourWhateverTheirRank()
    {
        var one = new SeriesColours().Place([Series("ENOENT"), Series("EACCES"), Series("exit 1")]);
        var other = new SeriesColours().Place([Series("exit 1"), Series("EACCES"), Series("ENOENT")]);

        Assert.Equal(one, other.Reverse());
    }

    [Fact]
    public void Find_WithoutAColour_IsTheRest()
    {
        var colours = new SeriesColours();
        colours.Place([Series("ENOENT"), new TimeSeries("others", [1], IsRest: true)]);

        Assert.Equal(SeriesColours.Count - 1, colours.Find("EPERM"));
        Assert.NotEqual(SeriesColours.Count - 1, colours.Find("ENOENT"));
    }

    private static TimeSeries Series(string name) => new(name, [1]);
}
