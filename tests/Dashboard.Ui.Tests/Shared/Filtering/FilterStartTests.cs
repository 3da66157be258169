using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Viewer;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

/// <summary>Whole filters that the box and its buttons offer.</summary>
public sealed class FilterStartTests : FilterBoxScreen
{
    [Fact]
    public async Task Start_Complete_TakesNothingThatWasNotChosen()
    {
        var box = Render<FilterBox>();
        box.Find("[data-testid=filter-input]").Focus();

        await Get<KeyCommands>().PressAsync(FilterBox.CompleteCommand);

        Assert.Equal("", Get<FilterState>().Text);
    }

    [Fact]
    public void Picker_ErrnoChosen_IsAddedToTheFilter()
    {
        Story.FailExec(Story.Fork(Shell(), 300), "/nope");
        Happen();
        var panels = Render<MudPopoverProvider>();
        var box = Render<FilterBox>();
        Type(box, "comm:bash");

        box.Find("[data-testid=pick-errno]").Click();
        panels.WaitForElement(".picker-value").Click();

        Assert.Equal("comm:bash errno:ENOENT", Get<FilterState>().Text);
    }

    [Fact]
    public void Picker_HostileName_IsQuotedAndEscaped()
    {
        Story.Rename(Story.Fork(Shell(), 300), "a \"b\" or x");
        Happen();
        var panels = Render<MudPopoverProvider>();
        var box = Render<FilterBox>();

        box.Find("[data-testid=pick-comm]").Click();
        panels.WaitForElements(".picker-value").Single(v => v.TextContent.Contains("a \"b\"")).Click();

        Assert.Null(Get<FilterState>().Error);
        Assert.Equal("comm:\"a \\\"b\\\" or x\"", Get<FilterState>().Text);
    }

    [Fact]
    public void Start_EmptyBoxWithFocus_OffersFiltersAndTheSyntax()
    {
        var box = Render<FilterBox>();
        Assert.Empty(box.FindAll("[data-testid=filter-syntax]"));

        box.Find("[data-testid=filter-input]").Focus();

        Assert.Equal(5, box.FindAll("[data-testid=filter-syntax] dt").Count);
        Assert.Equal(["Failed", "Slow", "Short-lived", "Mine", "Containers"], Starts(box));
        box.Find("[data-testid=filter-input]").KeyDown("ArrowDown");
        Assert.Equal("filter-option-0", box.Find("[data-testid=filter-input]").GetAttribute("aria-activedescendant"));
        box.Find("[data-testid=filter-input]").KeyDown("Enter");
        Assert.Equal("is:failed", Get<FilterState>().Applied.Text);
        Assert.Empty(box.FindAll("[data-testid=filter-start]"));
    }

    [Fact]
    public void Start_TypedFilters_AreTheRecentOnesOnceConfirmed()
    {
        var box = Render<FilterBox>();
        Type(box, "comm:mak");
        Type(box, "comm:make user:alice");
        box.Find("[data-testid=filter-input]").KeyDown("Enter");
        Get<FilterState>().Clear();

        box.Find("[data-testid=filter-input]").Focus();

        Assert.Equal(["Failed", "Slow", "Short-lived", "Mine", "Containers", "User alice", "comm:make user:alice"], Starts(box));
    }

    [Theory]
    [InlineData("alice", "user:alice")]
    [InlineData("o'neil \"x\"", "user:\"o'neil \\\"x\\\"\"")]
    [InlineData(null, "uid:1000")]
    public void Mine_WhenTheServerKnowsWhoStartedIt_IsThatUser(string? name, string filter)
    {
        StartedBy = new MachineUser(1000, name);
        var box = Render<FilterBox>();
        box.Find("[data-testid=filter-input]").Focus();

        Option(box, "Mine").MouseDown();

        Assert.Equal(filter, Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Mine_WhenNoUserIsKnown_IsChosenOnce_AndCanBeForgotten()
    {
        var panels = Render<MudPopoverProvider>();
        var box = Render<FilterBox>();
        var input = box.Find("[data-testid=filter-input]");
        input.Focus();
        Assert.Contains("choose a user", Option(box, "Mine").TextContent);
        Option(box, "Mine").MouseDown();
        Assert.Equal("user:", Get<FilterState>().Text);
        Assert.False(Get<FilterState>().IsActive);

        Type(box, "user:bob is:failed");
        box.Find("[data-testid=filter-input]").KeyDown("Enter");
        Get<FilterState>().Clear();
        box.Find("[data-testid=filter-input]").Focus();
        Assert.Equal("user:bob", Option(box, "Mine").QuerySelector("code")!.TextContent);

        // A later filter for another user changes nothing.
        Type(box, "user:carol");
        box.Find("[data-testid=filter-input]").KeyDown("Enter");
        Assert.Equal("bob", Get<FilterHistory>().Filters.Mine);

        box.Find("[data-testid=saved-open]").Click();
        panels.WaitForElement("[data-testid=saved-mine] button").Click();
        Assert.Equal("", Get<FilterHistory>().Filters.Mine);
    }

    [Fact]
    public void Saved_FilterWithAName_IsALinkThatCanBeRenamedAndRemoved()
    {
        Open("/events?last=5m");
        var panels = Render<MudPopoverProvider>();
        var box = Render<FilterBox>();
        Type(box, "comm:make");
        box.Find("[data-testid=saved-open]").Click();
        panels.WaitForElement("[data-testid=saved-name]").Input("Builds");
        panels.Find("form").Submit();

        panels.WaitForAssertion(() => Assert.Equal("Builds", panels.Find("[data-testid=saved-filter] a").TextContent));
        Assert.EndsWith("/events?last=5m&q=comm:make", panels.Find("[data-testid=saved-filter] a").GetAttribute("href"));
        panels.Find("[aria-label='Rename Builds']").Click();
        panels.Find("#saved-new-name").Input("All builds");
        panels.FindAll("form").Single(f => f.GetAttribute("aria-label") == "Rename").Submit();
        panels.WaitForAssertion(() => Assert.Equal("All builds", panels.Find("[data-testid=saved-filter] a").TextContent));
        Get<FilterState>().Clear();
        panels.Find("[data-testid=saved-filter] a").Click();
        Assert.Equal("comm:make", Get<FilterState>().Applied.Text);

        box.Find("[data-testid=saved-open]").Click();
        panels.WaitForElement("[aria-label='Remove All builds']").Click();
        panels.WaitForAssertion(() => Assert.Empty(panels.FindAll("[data-testid=saved-filter]")));
    }
}
