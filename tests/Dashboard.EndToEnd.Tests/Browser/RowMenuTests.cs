using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The row menu, the palette and the settings, in a real browser on the real kernel.</summary>
[Collection(SharedClipboard.Name)]
public sealed class RowMenuTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Menu_RightClickOnComm_HoldsTheViewThenHidesTheValue()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var sleep = Child.Start("/bin/sleep", "60");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{cat.Pid},{sleep.Pid}", scheme: ColorScheme.Dark);
        await browser.Row(cat.Pid).Locator(".comm").ClickAsync(new() { Button = MouseButton.Right });
        var menu = browser.Get("cell-menu");
        await Assertions.Expect(menu).ToContainTextAsync("Hide comm:cat");
        await Assertions.Expect(menu.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToContainTextAsync("Paused");
        await Child.Run("/bin/true");
        await Assertions.Expect(browser.Get("waiting")).ToContainTextAsync(new Regex("[1-9][0-9,]* new"));
        await browser.AssertAccessible();

        await menu.GetByText("Hide comm:cat").ClickAsync();
        await Assertions.Expect(menu).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Get("capture-state")).ToContainTextAsync("Live");
        await Assertions.Expect(browser.Row(cat.Pid)).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Row(sleep.Pid)).ToBeVisibleAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Menu_ByKeysOnAnEvent_Includes()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/events?q=pid:{cat.Pid}");
        var row = browser.Get("event-row").First;
        await row.FocusAsync();
        await browser.Press("m");
        await Assertions.Expect(browser.Get("cell-menu").GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await browser.Press("ArrowDown");
        await browser.Press("ArrowUp");
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync(new Regex($"^pid:{cat.Pid} kind:"));

        await Assertions.Expect(browser.Get("cell-menu")).ToHaveCountAsync(0);
        await browser.Get("event-row").First.FocusAsync();
        await browser.Press("m");
        await Assertions.Expect(browser.Get("cell-menu").GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await browser.Press("Escape");
        await Assertions.Expect(browser.Get("cell-menu")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("[data-testid=event-row]:focus")).ToHaveCountAsync(1);
        browser.AssertClean();
    }

    [Fact]
    public async Task Menu_Copy_SaysSoInBothThemes()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{cat.Pid}");
        await browser.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await browser.Row(cat.Pid).Locator(".comm").ClickAsync(new() { Button = MouseButton.Right });
        await browser.Get("cell-menu").GetByText("Copy a link to the process").ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".mud-snackbar")).ToContainTextAsync("Copied to the clipboard.");
        await browser.AssertAccessibleInBothThemes();
        Assert.Contains($"/process/{cat.Pid}-", await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        browser.AssertClean();
    }

    [Theory]
    [InlineData("settings", 1400)]
    [InlineData("settings", 390)]
    [InlineData("pick-comm", 1400)]
    [InlineData("pick-comm", 390)]
    [InlineData("pick-errno", 390)]
    [InlineData("rate", 390)]
    public async Task Panel_Open_IsInTheWindowHasTheFocusAndGivesItBack(string button, int width)
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree", width: width);
        await browser.TabTo(browser.Get(button));
        await browser.Press("Enter");
        var panel = browser.Page.Locator(".popup-panel");
        await Assertions.Expect(panel).ToBeInViewportAsync();
        var box = (await panel.BoundingBoxAsync())!;
        Assert.True(box is { X: >= 0, Y: >= 0 } && box.X + box.Width <= width && box.Y + box.Height <= 900, $"from {box.X}, {box.Y}, {box.Width} x {box.Height}");
        if (button != "rate")
        {
            await Assertions.Expect(browser.Page.Locator(".popup-panel :focus")).ToHaveCountAsync(1);
        }

        await browser.AssertAccessibleInBothThemes();
        await browser.Press("Escape");
        await Assertions.Expect(panel).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Get(button)).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Tree_ScrolledAway_PausesAndGoesOnAtTheTop()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree?keep=all&storms=open");
        await Child.Run(Repository.Scenario("storm"), "200");
        await Assertions.Expect(browser.Get("tree-row").Nth(15)).ToBeVisibleAsync();
        await browser.Get("tree").HoverAsync();
        // Rows may be visible before the page handles the wheel.
        await Eventually.True(
            async () =>
            {
                await browser.Page.Mouse.WheelAsync(0, 600);
                return (await browser.Get("capture-state").InnerTextAsync()).Contains("Paused");
            },
            "a pause after scrolling away");
        await Child.Run("/bin/true");
        await Assertions.Expect(browser.Get("waiting")).ToContainTextAsync(new Regex("[1-9][0-9,]* new"));
        await Eventually.True(
            async () =>
            {
                await browser.Page.Mouse.WheelAsync(0, -3000);
                return (await browser.Get("capture-state").InnerTextAsync()).Contains("Live");
            },
            "a live view at the top");
    }

    [Fact]
    public async Task Palette_Pid_OpensTheProcess()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{cat.Pid}");
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
        await browser.Get("filter-input").First.FocusAsync();
        await browser.Press("Control+k");
        await Assertions.Expect(browser.Page.Locator("#palette-input")).ToBeFocusedAsync();
        await browser.AssertAccessible();
        await browser.Page.Keyboard.TypeAsync($"{cat.Pid}");
        await Assertions.Expect(browser.Page.Locator("#palette-0")).ToContainTextAsync($"{cat.Pid} cat");
        await browser.Press("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex($"/process/{cat.Pid}-"));
        await Assertions.Expect(browser.Get("palette")).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Settings_LettersOff_NoLetterDoesAnything()
    {
        await using var browser = await BrowserSession.Open(live.Server);
        await browser.Get("settings").ClickAsync();
        await browser.AssertAccessible();
        await browser.Page.GetByLabel("Single-key shortcuts").UncheckAsync();
        await Assertions.Expect(browser.Page.Locator("html[data-letters=off]")).ToHaveCountAsync(1);
        await browser.Press("Escape");
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();

        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await browser.Page.Locator("#main").FocusAsync();
        await browser.Page.Keyboard.TypeAsync("p?gezf");
        await browser.Press("Control+k");
        await Assertions.Expect(browser.Get("palette")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToContainTextAsync("Live");
        Assert.Equal("/tree", new Uri(browser.Page.Url).AbsolutePath);
        await Assertions.Expect(browser.Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Settings_DenseAndUtc_HoldAfterAReloadWithoutAFlash()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree", scheme: ColorScheme.Dark);
        await browser.Get("settings").ClickAsync();
        await browser.Page.GetByLabel("Dense").CheckAsync();
        await browser.Page.GetByLabel("UTC").CheckAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("tz=utc"));

        await browser.Page.GotoAsync("/events");
        Assert.Equal("dense", await browser.Page.EvaluateAsync<string>("document.documentElement.dataset.density"));
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("tz=utc"));
        await Assertions.Expect(browser.Get("events")).ToHaveAttributeAsync("data-row-height", "24");
        await Assertions.Expect(browser.Get("event-row").First).ToHaveCSSAsync("height", "24px");
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Fact]
    public async Task Hint_PutAway_DoesNotComeAgain()
    {
        await using var browser = await BrowserSession.Open(live.Server);
        await Assertions.Expect(browser.Get("first-hint")).ToContainTextAsync("One row is one process");
        await browser.Get("hint-dismiss").ClickAsync();
        await Assertions.Expect(browser.Get("first-hint")).ToHaveCountAsync(0);
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("first-hint")).ToHaveCountAsync(0);
    }
}
