using Bunit;
using Dashboard.Ui.Shared.Filtering;
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
        Assert.Contains("Not a filter:", message);
        Assert.Contains("at character 17, “ENONET2”", message);
        Assert.Contains("Still applied: comm:make", message);
        Assert.Equal("comm:make", Get<FilterState>().Applied.Text);
        Assert.Equal("true", box.Find("[data-testid=filter-input]").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Filter_SuspiciousText_AppliesAndAsksToLookAgain()
    {
        var box = Render<FilterBox>();

        Type(box, "ENOENT");

        Assert.Contains("suspicious", box.Find(".filter").ClassName);
        Assert.Contains("Look again:", box.Find("[data-testid=filter-message]").TextContent);
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

    /// <summary>Types a text and waits for the debounce time.</summary>
    private void Type(IRenderedComponent<FilterBox> box, string text)
    {
        box.Find("[data-testid=filter-input]").Input(text);
        Time.Advance(FilterBox.Debounce);
    }
}
