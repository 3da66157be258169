using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>Everyday task: open a colleague's recording and see who started a process that has ended.</summary>
public sealed class RecordingWithParentsTests(ReplayServer replay)
{
    [Fact]
    public async Task Recording_OpenedAndFiltered_ShowsAnEndedProcessBelowItsParentsWithoutAClick()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree");
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("keep")).ToHaveValueAsync("all");

        // One step: the name.
        await browser.Get("filter-input").First.FillAsync("comm:crash");

        var crash = browser.Get("tree-row").Filter(new() { HasText = "crash" }).Last;
        await Assertions.Expect(crash).ToHaveClassAsync(new Regex("gone"));
        await Assertions.Expect(crash).Not.ToHaveClassAsync(new Regex("context"));
        var level = int.Parse((await crash.GetAttributeAsync("aria-level"))!);
        Assert.InRange(level, 2, 20);
        var parents = browser.Get("tree-row").And(browser.Page.Locator(".context"));
        await Assertions.Expect(parents).ToHaveCountAsync(level - 1);
        await Assertions.Expect(parents.Last).ToContainTextAsync("make");
        await Assertions.Expect(crash.Locator(".c-cmd")).ToContainTextAsync("crash");
        browser.AssertClean();
    }
}
