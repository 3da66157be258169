using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The filter box that shows its syntax, recent and saved filters, and the range beside it.</summary>
public sealed class FilterHelpTests(ReplayServer replay)
{
    [Theory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task EmptyBox_WithFocus_OffersFiltersByKeyboard(int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/events", width: width);
        await Assertions.Expect(browser.Get("filter-syntax")).ToHaveCountAsync(0);
        await browser.Press("/");
        await Assertions.Expect(browser.Get("filter-syntax").Locator("dt")).ToHaveCountAsync(5);
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await browser.AssertAccessibleInBothThemes();

        await browser.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(browser.Get("filter-input")).ToHaveAttributeAsync("aria-activedescendant", "filter-option-0");
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=is:failed"));
        await Assertions.Expect(browser.Get("filter-syntax")).ToHaveCountAsync(0);

        // It is a recent one after a reload, and in another page.
        await browser.Page.WaitForFunctionAsync("(localStorage.getItem('lifecycle.filters') ?? '').includes('is:failed')");
        await browser.Page.GotoAsync("/errors");
        await browser.Press("/");
        await Assertions.Expect(browser.Get("filter-start-option").Last).ToHaveTextAsync(new Regex(@"^\s*is:failed\s*$"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Tab_TakesASuggestionAndStays_AndASecondOneLeaves()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/events");
        var input = browser.Get("filter-input");
        await browser.Press("/");
        await browser.Page.Keyboard.TypeAsync("errno:ENOE");
        await Assertions.Expect(browser.Page.Locator("#filter-list [role=option]").First).ToContainTextAsync("ENOENT");

        await browser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(input).ToHaveValueAsync("errno:ENOENT");
        await Assertions.Expect(input).ToBeFocusedAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=errno:ENOENT"));

        await browser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(input).Not.ToBeFocusedAsync();
        await Assertions.Expect(input).ToHaveValueAsync("errno:ENOENT");

        // By an arrow: the chosen one, also right after it.
        await browser.Get("filter-input").FillAsync("errno:E");
        await Assertions.Expect(browser.Page.Locator("#filter-list [role=option]").Nth(1)).ToBeVisibleAsync();
        var second = await browser.Page.Locator("#filter-list [role=option] .option-name").Nth(1).TextContentAsync();
        await browser.Page.Keyboard.PressAsync("ArrowDown");
        await browser.Page.Keyboard.PressAsync("ArrowDown");
        await browser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(input).ToHaveValueAsync($"errno:{second}");
        await Assertions.Expect(input).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task SavedFilter_IsThereAfterAReload()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/events?q=comm:cc1");
        await browser.Get("saved-open").ClickAsync();
        await browser.Get("saved-name").FillAsync("Compiler");
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("saved-filter")).ToContainTextAsync("Compiler");
        await browser.AssertAccessibleInBothThemes();

        await browser.Page.GotoAsync("/errors");
        await browser.Get("saved-open").ClickAsync();
        await browser.Get("saved-filter").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"/errors\?q=comm:cc1$"));
        await Assertions.Expect(browser.Get("saved-filters")).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Range_ByKeyboard_HoldsOnOtherPages()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/events?tz=utc");
        await Assertions.Expect(browser.Get("range-shown")).ToHaveTextAsync("Whole capture");
        await browser.TabTo(browser.Get("range-open"));
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("range-input")).ToBeFocusedAsync();
        await browser.AssertAccessibleInBothThemes();
        await browser.Page.Keyboard.TypeAsync("tea");
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Page.Locator(".range-problem")).ToContainTextAsync("“tea” is not a time.");
        await browser.Get("range-input").FillAsync("-1s");
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("range-open")).ToBeFocusedAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("last=1s"));

        foreach (var page in new[] { "Errors", "PIDs", "Spawners", "Timeline" })
        {
            await browser.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = page }).ClickAsync();
            await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("last=1s"));
            await Assertions.Expect(browser.Get("range-shown")).ToHaveTextAsync(new Regex("^Last 1"));
            if (page is "Errors" or "Timeline")
            {
                // Plotly complains of a page that is left before its chart is drawn.
                await Assertions.Expect(browser.Page.Locator(".js-plotly-plot .main-svg").Last).ToBeAttachedAsync();
            }

            Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        }

        browser.AssertClean();
    }

    [Fact]
    public async Task Help_HasTheFieldsOfTheFilter()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/events");
        await browser.Press("?");

        await Assertions.Expect(browser.Get("help-fields").GetByText("dur:<50ms")).ToBeVisibleAsync();
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }
}
