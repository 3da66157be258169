using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The keyboard's place on the page survives what opens and closes over it.</summary>
public sealed class FocusTests(ReplayServer replay)
{
    [Fact]
    public async Task FirstStops_LeadToContentAndFilter()
    {
        await using var browser = await Open("/tree");

        await browser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(browser.Get("skip-content")).ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(browser.Get("skip-filter")).ToBeFocusedAsync();
        await browser.AssertAccessible();
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Get("filter-input")).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Theory]
    [InlineData("?", "Escape")]
    [InlineData("Control+k", "Escape")]
    public async Task Dialog_Closed_ReturnsTheFocus(string opens, string closes)
    {
        await using var browser = await Open("/tree");
        var button = browser.Get("share");
        await button.FocusAsync();

        await browser.Press(opens);
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Assertions.Expect(button).Not.ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync(closes);

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(button).ToBeFocusedAsync();
        browser.AssertClean();
    }

    /// <summary>A row has the focus by a key of the page, not by a control of its own.</summary>
    [Fact]
    public async Task Help_FromARow_ReturnsToIt()
    {
        await using var browser = await Open("/tree");
        await Assertions.Expect(browser.Get("tree-row").Nth(4)).ToBeVisibleAsync();
        await browser.Press("j");
        var row = browser.Page.Locator("[role=row]:focus");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        var id = await row.GetAttributeAsync("id");

        await browser.Press("?");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await browser.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator($"[id='{id}']:focus")).ToHaveCountAsync(1);
        browser.AssertClean();
    }

    /// <summary>A word with a tip is no control: the popup of a rate has none, and its panel has the focus.</summary>
    [Theory]
    [InlineData("rate", "[role=dialog]")]
    [InlineData("settings", "input[type=radio]:checked")]
    [InlineData("share", "button")]
    [InlineData("columns", "input, button")]
    public async Task Popup_Opened_HasTheFocusOnItsFirstControl(string popup, string control)
    {
        await using var browser = await Open("/tree");
        await browser.Get(popup).FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Eventually.True(() => browser.Page.EvaluateAsync<bool>("control => document.activeElement.matches(control) && document.activeElement.closest('.popup-panel') !== null", control), $"the focus on {control}");
        Assert.Equal(0, await browser.Page.GetByRole(AriaRole.Tooltip).CountAsync());
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(browser.Get(popup)).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Details_Closed_ReturnToTheirRow(bool byButton)
    {
        await using var browser = await Open($"/tree?sel={DemoPages.Make}");
        var close = browser.Get("details").GetByLabel("Close the details");
        await close.FocusAsync();

        await browser.Page.Keyboard.PressAsync(byButton ? "Enter" : "Escape");

        await Assertions.Expect(browser.Get("details")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator($"[data-testid=tree-row][data-process-id='{DemoPages.Make}']")).ToBeFocusedAsync();
        browser.AssertClean();
    }

    /// <summary>A control that goes with its own action: the Tab key goes on in the content, not at the top of the page.</summary>
    [Fact]
    public async Task Control_ThatGoes_LeavesTheFocusInTheContent()
    {
        await using var browser = await Open("/tree?sort=-exit");
        var back = browser.Page.Locator(".sort-bar button").First;
        await back.FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(back).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("#main")).ToBeFocusedAsync();

        await browser.Get("filter-input").FillAsync("comm:make");
        await browser.Page.GetByLabel("Clear the filter").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("filter-input")).ToBeFocusedAsync();
        browser.AssertClean();
    }

    private async Task<BrowserSession> Open(string page)
    {
        var browser = await BrowserSession.Open(replay.Server, page);
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        return browser;
    }
}
