using Bunit;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

public sealed class RangeBoxTests : Screen
{
    [Theory]
    [InlineData("/events", "Whole capture")]
    [InlineData("/timeline", "Last 1 min")]
    [InlineData("/tree", "Last 1 min")]
    [InlineData("/tree?keep=all", "Whole capture")]
    [InlineData("/tree?span=all", "Whole capture")]
    [InlineData("/tree?span=60&keep=all", "Last 1 min")]
    [InlineData("/tree?last=5m", "Last 5 min")]
    [InlineData("/timeline?span=10", "Last 10 s")]
    [InlineData("/timeline?last=all", "Whole capture")]
    [InlineData("/spawners?last=5m", "Last 5 min")]
    [InlineData("/pids?last=20m", "Last 20 m 00 s")]
    [InlineData("/errors?from=-5m", "Last 5 min")]
    [InlineData("/errors?from=2026-09-21T14:13:30Z&to=2026-09-21T14:13:40.5Z", "14:13:30 – 14:13:40.500")]
    [InlineData("/errors?from=2026-09-21T14:13:30Z", "From 14:13:30")]
    [InlineData("/errors?last=nonsense", "Whole capture")]
    public void Box_Address_SaysTheRange(string address, string shown)
    {
        Happen();
        Open(address);

        Assert.Equal(shown, Render<RangeBox>().Find("[data-testid=range-shown]").TextContent);
    }

    [Theory]
    [InlineData("/overview")]
    [InlineData("/")]
    [InlineData("/learn")]
    public void Box_PageWithoutARange_IsNotThere(string address)
    {
        Open(address);

        Assert.Empty(Render<RangeBox>().FindAll("[data-testid=range-shown]"));
    }

    [Fact]
    public void Box_Preset_GoesIntoTheAddressAndToOtherPages()
    {
        Open("/events?q=is:failed&from=2026-09-21T14:13:30Z");
        var (panels, box) = Opened();

        panels.FindAll(".range-presets button").Single(b => b.TextContent == "Last 5 min").Click();

        Assert.EndsWith("/events?q=is:failed&last=5m", Uri);
        Assert.Equal("/errors?q=is:failed&last=5m", Get<UrlState>().Href("/errors"));
        Assert.Equal("Last 5 min", box.Find("[data-testid=range-shown]").TextContent);
        box.Find("[data-testid=range-clear]").Click();
        Assert.EndsWith("/events?q=is:failed", Uri);
    }

    [Fact]
    public void Box_TypedRange_GoesIntoTheAddress()
    {
        Open("/errors");
        var (panels, _) = Opened();

        panels.Find("[data-testid=range-input]").Input("14:13..14:15");
        panels.Find("form").Submit();

        Assert.EndsWith("/errors?from=2026-09-21T14:13:00Z&to=2026-09-21T14:15:00Z", Uri);
    }

    [Fact]
    public void Box_NoRange_SaysSoAndKeepsTheOldOne()
    {
        Open("/errors?last=5m");
        var (panels, _) = Opened();
        Assert.Equal("-5m", panels.Find("[data-testid=range-input]").GetAttribute("value"));

        panels.Find("[data-testid=range-input]").Input("tea");
        panels.Find("form").Submit();

        Assert.Contains("“tea” is not a time.", panels.Find("[role=alert]").TextContent);
        Assert.EndsWith("/errors?last=5m", Uri);
    }

    private (IRenderedComponent<MudPopoverProvider> Panels, IRenderedComponent<RangeBox> Box) Opened()
    {
        Story.NowNs = 20_000_000_000;
        Story.Fork(Shell(), 300);
        Happen();
        var panels = Render<MudPopoverProvider>();
        var box = Render<RangeBox>();
        box.Find("[data-testid=range-open]").Click();
        panels.WaitForElement("[data-testid=range-input]");
        return (panels, box);
    }
}
