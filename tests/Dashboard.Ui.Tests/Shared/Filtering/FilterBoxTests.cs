using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Viewer;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

public sealed class FilterBoxTests : FilterBoxScreen
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
    public void Filter_OpenedByAddress_StandsInTheBox()
    {
        Open("/events?q=is:failed");

        var box = Render<FilterBox>();

        Assert.Equal("is:failed", box.Find("[data-testid=filter-input]").GetAttribute("value"));
        Assert.Equal("is:failed", Get<FilterState>().Applied.Text);
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
}
