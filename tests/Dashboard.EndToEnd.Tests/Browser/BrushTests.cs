using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>A range of time is dragged over the head of the tree's bars and over the lanes of the PIDs, as over the charts.</summary>
public sealed partial class BrushTests(ReplayServer replay)
{
    [Fact]
    public async Task TreeHead_Dragged_ChoosesTheRange()
    {
        await using var browser = await Open("/tree");
        var axis = browser.Get("tree-axis");
        var columns = await browser.Page.Locator(".thead [data-column]").EvaluateAllAsync<string[]>("heads => heads.map(head => head.dataset.column)");
        await Drag(browser, axis, 0.25, 0.75);

        await Assertions.Expect(browser.Page).ToHaveURLAsync(Fixed());
        await Assertions.Expect(axis).ToContainTextAsync("chosen range");
        // The same drag beside the axis moves a column.
        Assert.Equal(columns, await browser.Page.Locator(".thead [data-column]").EvaluateAllAsync<string[]>("heads => heads.map(head => head.dataset.column)"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Lanes_DraggedOverALife_ChooseItsTime()
    {
        await using var browser = await Open("/pids?q=is:recycled");
        var lives = browser.Page.Locator(".lane-lives").First;
        await Assertions.Expect(lives.Locator("[data-born]")).ToHaveCountAsync(3);
        await Drag(browser, lives.Locator("[data-born]").Nth(1), 0.1, 0.9);

        await Assertions.Expect(browser.Page).ToHaveURLAsync(Fixed());
        // The drag opened no details, as a click on the life does; the other lives are outside of the range.
        Assert.DoesNotContain("sel=", browser.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(lives.Locator("[data-born]").Nth(1)).Not.ToHaveClassAsync(new Regex("dim"));
        await Assertions.Expect(lives.Locator("[data-born]").Last).ToHaveClassAsync(new Regex("dim"));
        browser.AssertClean();
    }

    private static async Task Drag(BrowserSession browser, ILocator over, double from, double to)
    {
        var box = (await over.BoundingBoxAsync())!;
        var y = box.Y + (box.Height / 2);
        await browser.Page.Mouse.MoveAsync((float)(box.X + (box.Width * from)), y);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync((float)(box.X + (box.Width * (from + to) / 2)), y);
        await Assertions.Expect(browser.Page.Locator(".ev-drag:visible")).ToHaveCountAsync(1);
        await browser.Page.Mouse.MoveAsync((float)(box.X + (box.Width * to)), y);
        await browser.Page.Mouse.UpAsync();
    }

    private async Task<BrowserSession> Open(string page)
    {
        var browser = await BrowserSession.Open(replay.Server, page);
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Page.Locator("main [role=row]").Nth(1)).ToBeVisibleAsync();
        return browser;
    }

    [GeneratedRegex(@"[?&]from=[^&]+&to=[^&]+")]
    private static partial Regex Fixed();
}
