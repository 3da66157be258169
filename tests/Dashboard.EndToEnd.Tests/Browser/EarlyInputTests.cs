using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Who types as soon as there is something to see.</summary>
public sealed class EarlyKeysTests(ReplayServer replay) : IClassFixture<ReplayServer>
{
    [Fact]
    public async Task Keys_PressedBeforeTheServerHearsThem_AreNotLost()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/login");
        var asked = new TaskCompletionSource<IRoute>();
        await browser.Page.RouteAsync("**/js/shell.js", route => asked.SetResult(route));
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();

        await browser.Page.Keyboard.PressAsync("g");
        await browser.Page.Keyboard.PressAsync("l");
        await (await asked.Task).ContinueAsync();

        await Assertions.Expect(browser.Get("progress")).ToBeVisibleAsync();
        browser.AssertClean();
    }
}
