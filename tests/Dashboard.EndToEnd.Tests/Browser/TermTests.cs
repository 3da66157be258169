using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The words that newcomers stop at say what they mean, to pointer, keyboard and finger.</summary>
public sealed class TermTests(ReplayServer replay)
{
    [Theory]
    [InlineData("/pids", "Lives", "One of the processes that had the same PID")]
    [InlineData("/errors", "PATH lookups", "A failed exec that was one step")]
    public async Task Word_SaysWhatItMeans_ToPointerAndKeys(string page, string word, string meaning)
    {
        await using var browser = await BrowserSession.Open(replay.Server, page);
        var term = browser.Get("term").GetByText(word, new() { Exact = true }).First;
        var tip = browser.Page.GetByRole(AriaRole.Tooltip);
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Assertions.Expect(term).ToBeVisibleAsync();
        await Assertions.Expect(tip).ToHaveCountAsync(0);

        await term.HoverAsync();
        await Assertions.Expect(tip).ToContainTextAsync(meaning);
        Assert.True(await tip.EvaluateAsync<bool>("tip => { const { left, top, right, bottom } = tip.getBoundingClientRect(); return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight; }"));
        await browser.AssertAccessibleInBothThemes();
        await browser.Page.Mouse.MoveAsync(2, 2);
        await Assertions.Expect(tip).ToHaveCountAsync(0);

        await term.FocusAsync();
        await Assertions.Expect(tip).ToContainTextAsync(meaning);
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tip).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    /// <summary>The popup is above the page, and the tip above the popup.</summary>
    [Fact]
    public async Task Word_InAPopup_IsExplainedAboveIt()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/events", width: 390);
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await browser.Get("rate").ClickAsync();
        var term = browser.Page.Locator(".popup-panel").GetByTestId("term").First;
        await term.HoverAsync();

        var tip = browser.Page.GetByRole(AriaRole.Tooltip);
        await Assertions.Expect(tip).ToBeVisibleAsync();
        await Eventually.True(
            () => tip.EvaluateAsync<bool>("tip => { const { left, top, width, height } = tip.getBoundingClientRect(); return tip.contains(document.elementFromPoint(left + width / 2, top + height / 2)); }"),
            "the tip above the popup");
        browser.AssertClean();
    }

    [Fact]
    public async Task Help_HasTheWords()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree");
        await browser.Press("?");

        await Assertions.Expect(browser.Get("help-words").GetByText("zombie", new() { Exact = true })).ToBeAttachedAsync();
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }
}
