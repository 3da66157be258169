using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Typing, dragging and clicking as soon as the page is visible, before the server handles input.</summary>
public sealed class EarlyInputTests(ReplayServer replay)
{
    [Fact]
    public async Task Keys_BeforeTheServerListens_AreNotLost()
    {
        await using var browser = await OpenEarly("/tree", "tree-row", browser => browser.Page.Keyboard.PressAsync("?"));

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        browser.AssertClean();
    }

    /// <summary>What is typed right after Ctrl+K, while the palette is still under way, is its text, Enter included.</summary>
    [Fact]
    public async Task Palette_TypedBeforeItIsThere_LosesNoKey()
    {
        await using var browser = await OpenEarly("/tree", "tree-row", async browser =>
        {
            await browser.Page.Keyboard.PressAsync("Control+k");
            await browser.Page.Keyboard.TypeAsync("timelinee");
            await browser.Page.Keyboard.PressAsync("Backspace");
            await Assertions.Expect(browser.Get("palette")).ToHaveCountAsync(0);
        });

        await Assertions.Expect(browser.Page.Locator("#palette-input")).ToHaveValueAsync("timeline");
        await Assertions.Expect(browser.Page.Locator("#palette-input")).ToBeFocusedAsync();
        await Assertions.Expect(browser.Page.Locator("#palette-0")).ToContainTextAsync("Timeline");
        await browser.Page.Keyboard.PressAsync("Tab");
        await browser.Page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(browser.Page.Locator("#palette-input")).ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("/timeline$"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Palette_TypedAndEnteredBeforeItIsThere_GoesThere()
    {
        await using var browser = await OpenEarly("/tree", "tree-row", async browser =>
        {
            await browser.Page.Keyboard.PressAsync("Control+k");
            await browser.Page.Keyboard.TypeAsync("spawners");
            await browser.Page.Keyboard.PressAsync("Enter");
        });

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("/spawners$"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Page_WhoseKeysAreStillUnderWay_ShowsNothingToPressThemFor()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/login");
        var asked = new TaskCompletionSource<IRoute>();
        await browser.Page.RouteAsync("**/js/keys.js", route => asked.SetResult(route));
        await browser.Page.GotoAsync("/tree", new() { WaitUntil = WaitUntilState.Commit });
        var keys = await asked.Task;

        // As long as another page takes that does not wait.
        await using var other = await BrowserSession.Open(replay.Server);
        await Assertions.Expect(other.Get("tree-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("tree-row")).ToHaveCountAsync(0);

        await keys.ContinueAsync();
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        browser.AssertClean();
    }

    /// <summary>A page that is busy when the second key arrives uses the time at which it was pressed.</summary>
    [Fact]
    public async Task Chord_OnABusyPage_IsHandled()
    {
        await using var browser = await BrowserSession.Open(replay.Server);
        await browser.Press("Escape");
        await browser.Page.EvaluateAsync(
            """
            () => {
              const key = (name) => new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
              document.body.dispatchEvent(key("g"));
              const second = key("l");
              for (const until = performance.now() + 1500; performance.now() < until;);
              document.body.dispatchEvent(second);
            }
            """);

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("/learn$"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Menu_BeforeTheServerListens_Opens()
    {
        await using var browser = await OpenEarly(
            "/tree",
            "tree-row",
            browser => browser.Get("tree-row").First.Locator(".comm").ClickAsync(new() { Button = MouseButton.Right }));

        await Assertions.Expect(browser.Get("cell-menu")).ToBeVisibleAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Drag_BeforeTheServerListens_IsTheRange()
    {
        await using var browser = await OpenEarly("/events", "event-row", async browser =>
        {
            var box = (await browser.Get("events-strip").BoundingBoxAsync())!;
            await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + 20);
            await browser.Page.Mouse.DownAsync();
            await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.9f), box.Y + 20, new() { Steps = 4 });
            await browser.Page.Mouse.UpAsync();
        });

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("from=20.*to=20"));
        await Assertions.Expect(browser.Get("events-range")).ToBeVisibleAsync();
        browser.AssertClean();
    }

    /// <summary>Does something on a rendered page while the connection to the server is not yet ready.</summary>
    private async Task<BrowserSession> OpenEarly(string path, string drawn, Func<BrowserSession, Task> act)
    {
        var browser = await BrowserSession.Open(replay.Server, "/login");
        var asked = new TaskCompletionSource<IRoute>();
        await browser.Page.RouteAsync("**/js/shell.js", route => asked.SetResult(route));
        await browser.Page.GotoAsync(path);
        await Assertions.Expect(browser.Get(drawn).First).ToBeVisibleAsync();

        // Chromium drops keys pressed before the first frame of a page; nothing is visible by then.
        await browser.Page.EvaluateAsync("new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
        await act(browser);
        await (await asked.Task).ContinueAsync();

        // Its imports are not delayed: if they were slow, the page would discard the early keys.
        await browser.Page.UnrouteAsync("**/js/shell.js");
        return browser;
    }
}
