using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Who types, drags or clicks as soon as there is something to see, and the server does not listen yet.</summary>
public sealed class EarlyInputTests(ReplayServer replay)
{
    [Fact]
    public async Task Keys_BeforeTheServerListens_AreNotLost()
    {
        await using var browser = await OpenEarly("/", "tree-row", async browser =>
        {
            await browser.Page.Keyboard.PressAsync("g");
            await browser.Page.Keyboard.PressAsync("l");
        });

        await Assertions.Expect(browser.Get("progress")).ToBeVisibleAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Menu_BeforeTheServerListens_Opens()
    {
        await using var browser = await OpenEarly(
            "/",
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
        await Assertions.Expect(browser.Get("events-brush")).ToBeVisibleAsync();
        browser.AssertClean();
    }

    /// <summary>Does something on a page that has drawn itself, while what it needs to tell the server is still under way.</summary>
    private async Task<BrowserSession> OpenEarly(string path, string drawn, Func<BrowserSession, Task> act)
    {
        var browser = await BrowserSession.Open(replay.Server, "/login");
        var asked = new TaskCompletionSource<IRoute>();
        await browser.Page.RouteAsync("**/js/shell.js", route => asked.SetResult(route));
        await browser.Page.GotoAsync(path);
        await Assertions.Expect(browser.Get(drawn).First).ToBeVisibleAsync();
        await act(browser);
        await (await asked.Task).ContinueAsync();
        return browser;
    }
}
