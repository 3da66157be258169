using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Url;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Url;

public sealed class UrlStateTests : Screen
{
    [Theory]
    [InlineData("comm:cc1 -errno:ENOENT")]
    [InlineData("a&b=c#d+e %")]
    [InlineData("path:\"/tmp/ä ü\" or x*")]
    public void With_AnyText_ReadsBack(string text)
        => Assert.Equal(text, UrlQuery.Read(UrlQuery.With("http://localhost/events", ("q", text)))["q"]);

    [Fact]
    public void Set_TwoChangesAtOnce_BothHold()
    {
        Open("/tree");
        var url = Get<UrlState>();

        url.Set((UrlState.Query, "is:failed"));
        url.Set((UrlState.Selection, "300-1"));

        Assert.EndsWith("/tree?q=is:failed&sel=300-1", Uri);
    }

    /// <summary>"/" with a filter was the tree once, and links to it are kept by people.</summary>
    [Fact]
    public void Overview_WithAFilter_HasAnAddressOfItsOwn()
    {
        var url = Get<UrlState>();
        Assert.Equal("/", url.Href("/"));

        url.Set((UrlState.Query, "is:failed"));

        Assert.EndsWith("/overview?q=is:failed", Uri);
        Assert.Equal("/overview?q=is:failed", url.Href("/"));
        Assert.True(url.IsOverview);
    }

    [Fact]
    public void Href_OtherPage_TakesFilterAndSelectionAlong()
    {
        Open("/tree?q=comm:make&sel=300-1&keep=all");

        Assert.Equal("/errors?q=comm:make&sel=300-1", Get<UrlState>().Href("/errors"));
    }

    [Theory]
    [InlineData("last=5m")]
    [InlineData("from=2026-09-21T14:13:30Z&to=2026-09-21T14:13:40Z")]
    public void Href_OtherPage_TakesTheRangeAlong(string range)
    {
        Open($"/timeline?{range}");

        Assert.Equal($"/errors?{range}", Get<UrlState>().Href("/errors"));
        Assert.Equal($"/overview?{range}", Get<UrlState>().Href("/"));
    }

    [Fact]
    public void Changed_PersonNavigates_FilterFollows()
    {
        var filter = Get<FilterState>();

        Open("/events?q=is:zombie");

        Assert.Equal("is:zombie", filter.Applied.Text);
    }
}
