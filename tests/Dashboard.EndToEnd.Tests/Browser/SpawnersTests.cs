using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The Spawners page. NavigationTests and DeepLinkTests cover its layout, and accessibility with a recording.</summary>
public sealed class SpawnersTests(LiveServer live) : IClassFixture<LiveServer>
{
    private const string Loop = "while :; do /bin/sh -c 'exit 3'; /bin/sleep 0.2; done";

    [Fact]
    public async Task Spawners_LoopOfAShell_RowsCountOnAndLeadToTheProcesses()
    {
        await using var shell = Child.Start("/bin/sh", "-c", Loop);
        await using var browser = await BrowserSession.Open(live.Server, $"/spawners?q=under:{shell.Pid}");
        var failing = browser.Get("spawner").Filter(new() { Has = browser.Page.Locator("td.x-failed") });
        await Assertions.Expect(failing).ToContainTextAsync(new Regex(@"(\d+) of \1 \(100 %\)"));
        await Assertions.Expect(browser.Get("spawner").Filter(new() { HasText = "/bin/sleep" })).ToContainTextAsync(new Regex("every|irregular"));

        // The count keeps increasing.
        var before = int.Parse(await failing.Locator("td.num").First.InnerTextAsync());
        await Eventually.True(async () => int.Parse(await failing.Locator("td.num").First.InnerTextAsync()) > before, "more starts");
        await browser.AssertAccessibleInBothThemes();

        // A click on the started program filters by it, and its time leads to the newest process.
        await browser.Get("spawner").Filter(new() { HasText = "/bin/sleep" }).Locator("button.cell").Last.ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=under:.*pcomm:sh.*comm:sleep"));
        await Assertions.Expect(browser.Get("spawner")).ToHaveCountAsync(1);
        await browser.Get("spawner").Locator("a").ClickAsync();
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("sleep");
        browser.AssertClean();
    }

    [Fact]
    public async Task Spawners_ByKeyboardOnly_SortsAndFilters()
    {
        await using var shell = Child.Start("/bin/sh", "-c", Loop);
        await using var browser = await BrowserSession.Open(live.Server, $"/?q=under:{shell.Pid}");
        await Assertions.Expect(browser.Get("tree")).ToBeVisibleAsync();
        await browser.GoTo("s", "/spawners");
        await browser.TabTo(browser.Get("sort-failed"));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("sort=failed"));
        await Assertions.Expect(browser.Get("spawner").First.Locator(".x-failed")).ToBeVisibleAsync();
        await browser.TabTo(browser.Get("spawner").First.Locator("button.cell").First);
        await browser.Press("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("pcomm:sh"));
        browser.AssertClean();
    }
}
