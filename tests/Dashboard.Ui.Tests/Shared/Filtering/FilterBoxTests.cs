using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Viewer;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

public sealed class FilterBoxTests : Screen
{
    [Fact]
    public void Filter_ValidText_AppliesAndGoesIntoTheAddress()
    {
        var box = Render<FilterBox>();

        Type(box, "comm:make errno:ENOENT");

        Assert.Equal("comm:make errno:ENOENT", Get<FilterState>().Applied.Text);
        Assert.EndsWith("?q=comm:make+errno:ENOENT", Uri);
        Assert.Contains("valid", box.Find(".filter").ClassName);
        Assert.Null(box.Find("[data-testid=filter-input]").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Filter_InvalidText_SaysWhereAndKeepsTheLastGoodOne()
    {
        var box = Render<FilterBox>();
        Type(box, "comm:make");

        Type(box, "comm:make errno:ENONET2");

        var message = box.Find("[data-testid=filter-message]").TextContent;
        Assert.Contains("Unknown errno ENONET2. Did you mean ENOENT?", message);
        Assert.Contains("(character 17: “ENONET2”)", message);
        Assert.Contains("The page still shows what matches the filter before: comm:make", message);
        Assert.Equal("comm:make", Get<FilterState>().Applied.Text);
        Assert.Equal("true", box.Find("[data-testid=filter-input]").GetAttribute("aria-invalid"));
    }

    /// <summary>As the palette and the page PIDs read it: it is no filter.</summary>
    [Theory]
    [InlineData("10589 -2m")]
    [InlineData("pid 10589 2 minutes ago")]
    [InlineData("10589 @14:02")]
    public void Filter_PidAndATime_IsNotAppliedAndLeadsToThePids(string text)
    {
        var box = Render<FilterBox>();
        Type(box, "comm:make");

        Type(box, text);

        Assert.Equal("comm:make", Get<FilterState>().Applied.Text);
        Assert.StartsWith("Which process had PID 10589 at ", box.Find("[data-testid=pid-question]").TextContent);
        box.Find("[data-testid=filter-input]").KeyDown("Enter");
        Assert.Contains("/pids?", Uri);
        Assert.Contains("pid=10589", Uri);
        Assert.Contains("at=", Uri);
        Assert.Equal("comm:make", box.Find("[data-testid=filter-input]").GetAttribute("value"));
    }

    [Fact]
    public void Filter_PidAndATime_CanBeAFilterAllTheSame()
    {
        var box = Render<FilterBox>();
        Type(box, "10589 -2m");

        box.FindAll("[data-testid=filter-message] button")[1].Click();

        Assert.Equal("10589 -2m", Get<FilterState>().Applied.Text);
        Assert.NotNull(box.Find("[data-testid=pid-look-up]"));
    }

    [Fact]
    public void Filter_SuspiciousText_AppliesAndAsksToLookAgain()
    {
        var box = Render<FilterBox>();

        Type(box, "ENOENT");

        Assert.Contains("suspicious", box.Find(".filter").ClassName);
        Assert.Contains("Check the filter: ENOENT searches in names and arguments. Did you mean errno:ENOENT?", box.Find("[data-testid=filter-message]").TextContent);
        Assert.Equal("ENOENT", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Filter_CureOfAWarning_ReplacesTheWord()
    {
        var box = Render<FilterBox>();
        Type(box, "ENOENT");

        box.Find("[data-testid=filter-message] button").Click();

        Assert.Equal("errno:ENOENT", Get<FilterState>().Text);
    }

    [Fact]
    public void Filter_FieldTyped_SuggestsSeenValuesWithCounts()
    {
        var shell = Shell();
        Story.Exec(Story.Fork(shell, 300), "/usr/bin/make");
        Story.Exec(Story.Fork(shell, 301), "/usr/bin/make");
        Happen();
        var box = Render<FilterBox>();

        Type(box, "comm:ma");

        var option = box.Find("[role=option]");
        Assert.Equal("make", option.QuerySelector(".option-name")!.TextContent);
        Assert.Equal("2", option.QuerySelector(".option-count")!.TextContent);
        Assert.Equal("true", box.Find("[role=combobox]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Filter_ArrowAndEnter_TakeASuggestion()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/usr/bin/make");
        Happen();
        var box = Render<FilterBox>();
        Type(box, "comm:ma");

        box.Find("[data-testid=filter-input]").KeyDown("ArrowDown");
        box.Find("[data-testid=filter-input]").KeyDown("Enter");

        Assert.Equal("comm:make", Get<FilterState>().Text);
        Assert.Empty(box.FindAll("[role=option]"));
    }

    /// <summary>All processes are read for it, and each key narrows the same list.</summary>
    [Fact]
    public void Filter_ValueTyped_ReadsTheSeenValuesOnceForItsKeys()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/usr/bin/make");
        Happen();
        var box = Render<FilterBox>();
        box.Find("[data-testid=filter-input]").Input("comm:m");
        Story.Exec(Story.Fork(Shell(), 301), "/usr/bin/mawk");
        Capture.Store.Apply(Story.Take());

        box.Find("[data-testid=filter-input]").Input("comm:maw");
        Assert.Empty(box.FindAll("[role=option]"));

        Time.Advance(TimeSpan.FromSeconds(4));
        box.Find("[data-testid=filter-input]").Input("comm:maw");
        Assert.Equal("mawk", box.Find("[role=option] .option-name").TextContent);
    }

    [Fact]
    public async Task Filter_Complete_TakesTheFirstSuggestion_AndOffersValuesAfterAField()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/usr/bin/make");
        Happen();
        var box = Render<FilterBox>();

        box.Find("[data-testid=filter-input]").Input("com");
        await Get<KeyCommands>().PressAsync(FilterBox.CompleteCommand);
        Assert.Equal("comm:", Get<FilterState>().Text);
        Assert.Contains(box.FindAll("[role=option] .option-name"), o => o.TextContent == "make");

        box.Find("[data-testid=filter-input]").Input("comm:ma");
        await Get<KeyCommands>().PressAsync(FilterBox.CompleteCommand);
        Assert.Equal("comm:make", Get<FilterState>().Applied.Text);
        Assert.Empty(box.FindAll("[role=option]"));
    }

    /// <summary>A Tab that leaves the box is a key that the server sees, too.</summary>
    [Fact]
    public void Filter_TabThatLeaves_TakesNothing()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/usr/bin/make");
        Happen();
        var box = Render<FilterBox>();
        box.Find("[data-testid=filter-input]").Input("comm:ma");
        box.Find("[data-testid=filter-input]").KeyDown("ArrowDown");

        box.Find("[data-testid=filter-input]").KeyDown("Tab");

        Assert.Equal("comm:ma", Get<FilterState>().Text);
    }

    [Fact]
    public async Task Start_Complete_TakesNothingThatWasNotChosen()
    {
        var box = Render<FilterBox>();
        box.Find("[data-testid=filter-input]").Focus();

        await Get<KeyCommands>().PressAsync(FilterBox.CompleteCommand);

        Assert.Equal("", Get<FilterState>().Text);
    }

    [Fact]
    public void Filter_OpenedByAddress_StandsInTheBox()
    {
        Open("/events?q=is:failed");

        var box = Render<FilterBox>();

        Assert.Equal("is:failed", box.Find("[data-testid=filter-input]").GetAttribute("value"));
        Assert.Equal("is:failed", Get<FilterState>().Applied.Text);
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
    public void Filter_WhileTyping_AppliesNothingYet()
    {
        var box = Render<FilterBox>();

        box.Find("[data-testid=filter-input]").Input("comm");
        box.Find("[data-testid=filter-input]").Input("comm:");

        Assert.False(Get<FilterState>().IsActive);
        Assert.Null(Get<FilterState>().Error);
    }

    [Fact]
    public void Filter_UnknownField_SaysWhatToDoAndThatNothingIsApplied()
    {
        var box = Render<FilterBox>();

        Type(box, "zzz:/tmp");

        Assert.Contains("Unknown field \"zzz\". Use quotes to search for text. (character 1: “zzz”) Filter not applied: the page shows everything.", box.Find("[data-testid=filter-message]").TextContent);
    }

    [Fact]
    public void Filter_FieldName_ComesWithAnExample()
    {
        var box = Render<FilterBox>();

        box.Find("[data-testid=filter-input]").Input("du");

        Assert.Equal("dur:<50ms", Assert.Single(box.FindAll("[role=option] .option-count")).TextContent);
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

    private static IElement Option(IRenderedComponent<FilterBox> box, string name)
        => box.FindAll("[data-testid=filter-start-option]").Single(o => o.QuerySelector(".option-name")!.TextContent == name);

    private static IEnumerable<string> Starts(IRenderedComponent<FilterBox> box)
        => box.FindAll("[data-testid=filter-start-option] .option-name").Select(o => o.TextContent);

    /// <summary>Types a text and waits for the debounce time.</summary>
    private void Type(IRenderedComponent<FilterBox> box, string text)
    {
        box.Find("[data-testid=filter-input]").Input(text);
        Time.Advance(FilterBox.Debounce);
    }
}
