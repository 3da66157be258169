using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Columns of the tree: resized, moved and sorted by pointer and by keys, and remembered.</summary>
public sealed class TreeColumnsTests(ReplayServer replay)
{
    [Fact]
    public async Task Width_ByDragAndByKeys_IsRememberedAcrossPages()
    {
        await using var browser = await Open("/tree");
        var before = await Width(browser, "command");
        var grip = browser.Page.Locator("[data-column=command] [role=separator]");
        var box = (await grip.BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(box.X + 3, box.Y + 3);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(box.X + 63, box.Y + 3, new() { Steps = 4 });
        await browser.Page.Mouse.UpAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"cols=[a-z,]*command:\d+"));
        Assert.Equal(before + 60, await Width(browser, "command"), 2.0);

        // By keys: the name, one Tab to its line, and an arrow.
        await browser.Page.Locator("[data-column=command] button").FocusAsync();
        await browser.Press("Tab");
        await Assertions.Expect(grip).ToBeFocusedAsync();
        Assert.Equal(before + 60, double.Parse((await grip.GetAttributeAsync("aria-valuenow"))!), 2.0);
        await browser.Press("ArrowLeft");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex($"command:{before + 44}(?!\\d)"));
        await browser.AssertAccessibleInBothThemes();

        await browser.GoTo("e", "/events");
        await browser.GoTo("t", "/tree");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex($"command:{before + 44}(?!\\d)"));
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        Assert.Equal(before + 44, await Width(browser, "command"), 2.0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Order_ByDragAndByKeys_MovesHeadsWithTheirCellsAndSortsNothing()
    {
        await using var browser = await Open("/tree");
        var exit = (await browser.Page.Locator("[data-column=exit] button").BoundingBoxAsync())!;
        var pid = (await browser.Page.Locator("[data-column=pid]").BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(exit.X + 8, exit.Y + 8);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(pid.X + 4, pid.Y + 8, new() { Steps = 6 });
        await browser.Page.Mouse.UpAsync();
        var heads = browser.Page.Locator(".thead > :visible");
        await Assertions.Expect(heads).ToContainTextAsync(["Process", "Exit", "PID", "Command", "Images", "Age", "User", "Lifetime"]);
        await Assertions.Expect(browser.Get("tree-row").First.Locator("> *").Nth(1)).ToHaveClassAsync(new Regex("c-exit"));
        await Assertions.Expect(browser.Get("sorted")).ToHaveCountAsync(0);

        await browser.Page.Locator("[data-column=exit] button").FocusAsync();
        await browser.Press("Shift+ArrowRight");
        await Assertions.Expect(heads).ToContainTextAsync(["Process", "PID", "Exit", "Command"]);
        await browser.Page.ReloadAsync();
        await Assertions.Expect(heads).ToContainTextAsync(["Process", "PID", "Exit", "Command"]);
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(1024)]
    [InlineData(390)]
    public async Task Tree_AtEachWidth_FitsWithTheColumnsOfTheFirstVisit(int width)
    {
        await using var browser = await Open("/tree?sort=-age", width);
        // On a phone the command has no head: it is the second line of each row.
        await Assertions.Expect(browser.Page.Locator(width > 390 ? ".thead .c-cmd" : "[data-testid=tree-row] .c-cmd").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("unsort")).ToBeVisibleAsync();
        await browser.Get("tree-row").First.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await browser.Get("tree-row").Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(browser.Get("marks-bar")).ToContainTextAsync("4 selected");
        Assert.Equal("", await browser.Page.EvaluateAsync<string>("getSelection().toString()"));
        var wide = await browser.Page.EvaluateAsync<string[]>(
            "[document.documentElement, ...document.querySelectorAll('#tree, .marks-bar, .sort-bar')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.className + ' ' + e.scrollWidth)");
        Assert.Empty(wide);
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    private async Task<BrowserSession> Open(string path, int width = 1400)
    {
        var browser = await BrowserSession.Open(replay.Server, path, width: width);
        await Assertions.Expect(browser.Get("tree-row").Nth(4)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        return browser;
    }

    private static Task<double> Width(BrowserSession browser, string column)
        => browser.Page.EvaluateAsync<double>($"Math.round(document.querySelector('[data-column={column}]').getBoundingClientRect().width)");
}
