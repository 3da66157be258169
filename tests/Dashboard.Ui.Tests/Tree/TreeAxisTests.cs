using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

/// <summary>The time axis of the lifetime bars: the chosen range of all pages, or what contains the rows that stay.</summary>
public sealed class TreeAxisTests : Screen
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("/tree", "60", "last 60 s")]
    [InlineData("/tree?keep=60", "60", "last 60 s")]
    [InlineData("/tree?keep=all", "600", "whole capture")]
    [InlineData("/tree?span=all", "600", "whole capture")]
    [InlineData("/tree?keep=all&span=60", "60", "last 60 s")]
    [InlineData("/tree?last=5m&keep=all", "300", "last 5 min")]
    [InlineData("/tree?last=all", "600", "whole capture")]
    public void Bars_SpanThatEndsNow(string address, string seconds, string text)
    {
        Shell();
        Story.NowNs = 600 * Second;
        Happen();
        Open(address);

        var page = Render<TreeScreen>();

        Assert.Equal(seconds, page.Find("[data-testid=tree]").GetAttribute("data-span"));
        Assert.False(page.Find("[data-testid=tree]").HasAttribute("data-from"));
        Assert.Equal(text, page.Find(".axis").TextContent);
    }

    [Theory]
    [InlineData("from=2026-09-21T14:13:30Z&to=2026-09-21T14:13:50Z", "10", "30")]
    [InlineData("from=2026-09-21T14:13:30Z", "10", "now")]
    [InlineData("to=2026-09-21T14:13:50Z", "0", "30")]
    public void Bars_ChosenRange_IsTheirAxis(string range, string from, string to)
    {
        Shell();
        Story.NowNs = 600 * Second;
        Happen();
        Open($"/tree?{range}");

        var tree = Render<TreeScreen>().Find("[data-testid=tree]");

        Assert.Equal((from, to), (tree.GetAttribute("data-from"), tree.GetAttribute("data-to")));
        Assert.False(tree.HasAttribute("data-span"));
    }

    /// <summary>All its processes stay in the tree, so the bars span all of it, and no idle time after it.</summary>
    [Fact]
    public void Bars_OfACommandThatHasEnded_SpanTheRun()
    {
        OfOneCommand = true;
        var make = Story.Fork(new ProcessId(200, 1), 300);
        Story.NowNs = 5 * Second;
        Story.Exit(make).Reap(make);
        Happen();
        Tick(600);

        Assert.Equal("5.001", Render<TreeScreen>().Find("[data-testid=tree]").GetAttribute("data-span"));
    }
}
