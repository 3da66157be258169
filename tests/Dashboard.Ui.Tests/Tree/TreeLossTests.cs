using Bunit;
using Dashboard.Core.Events;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

/// <summary>The tree reports losses.</summary>
public sealed class TreeLossTests : Screen
{
    [Fact]
    public void Loss_InTheLastMinute_IsARowAndABandUntilTheMinuteIsOver()
    {
        Shell();
        Story.NowNs = 61_000_000_000;
        Story.Lost(1_200, "ring full");
        Story.NowNs = 63_000_000_000;
        Story.Lost(4, "probe busy");
        Happen();

        var page = Render<TreeScreen>();

        var row = page.Find("[data-testid=tree-loss]");
        var from = DateTimeOffset.FromUnixTimeMilliseconds((Story.EpochUnixNs + 61_000_000_000) / 1_000_000);
        Assert.Contains($"1,204 records lost: ring full, probe busy, {from:HH:mm:ss} to {from.AddSeconds(2):HH:mm:ss}", row.TextContent);
        Assert.Contains("--ring-size", row.GetAttribute("title"));
        Assert.Contains("/events?q=kind", row.QuerySelector("a")!.GetAttribute("href"));
        var band = page.FindAll(".loss-layer .loss")[0];
        Assert.Equal(("61", "61"), (band.GetAttribute("data-s"), band.GetAttribute("data-e")));

        Tick(62);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=tree-loss], .loss")));
    }

    [Fact]
    public void Loss_UnderPressure_SaysWhoFilledTheRing()
    {
        Shell();
        Story.Pressed(5, "over share", new ShedCounts());
        Happen();

        Assert.Contains("; the ring buffer was filled by flood (nobody).", Render<TreeScreen>().Find("[data-testid=tree-loss]").TextContent);
    }

    [Fact]
    public void TextsShed_AreNoLossOfTheTree()
    {
        Shell();
        Story.Pressed(0, "shed", new ShedCounts { Arguments = 4 });
        Happen();

        Assert.Empty(Render<TreeScreen>().FindAll("[data-testid=tree-loss]"));
    }

    [Fact]
    public void Loss_WhileTheTreeIsOpen_AppearsByItself()
    {
        Shell();
        Happen();
        var page = Render<TreeScreen>();
        Assert.Empty(page.FindAll("[data-testid=tree-loss]"));

        Story.Lost(1, "ring full");
        Happen();
        Tick(2);

        page.WaitForAssertion(() => Assert.Contains("1 record lost: ring full, at ", page.Find("[data-testid=tree-loss]").TextContent));
    }

    [Fact]
    public void Loss_LongAgo_StandsInBarsOfTheWholeCapture()
    {
        Shell();
        Story.Lost(7, "ring full");
        Story.NowNs = 600_000_000_000;
        Story.Fork(Story.Snapshot(300, "sh"), 301);
        Happen();
        Assert.Empty(Render<TreeScreen>().FindAll("[data-testid=tree-loss]"));

        Get<UrlState>().Set((ViewOptions.Span, "all"), (TimelineOptions.Clock, "since"));

        Assert.Contains("7 records lost: ring full, at +00:00:0", Render<TreeScreen>().Find("[data-testid=tree-loss]").TextContent);
    }
}
