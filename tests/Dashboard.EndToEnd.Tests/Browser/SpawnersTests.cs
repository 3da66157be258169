using System.Text.Json;
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

    /// <summary>What people came for are the figures: none may lie beside the screen.</summary>
    [Theory]
    [InlineData(380)]
    [InlineData(760)]
    [InlineData(780)]
    [InlineData(1024)]
    [InlineData(1180)]
    public async Task Spawners_OnANarrowScreen_ShowsAllFiguresWithoutScrollingSideways(int width)
    {
        var folder = Directory.CreateTempSubdirectory("a-folder-with-a-name-that-no-telephone-has-the-room-for-in-one-line-");
        var program = Path.Combine(folder.FullName, "program-of-the-test");
        File.Copy("/bin/sh", program);
        await using var shell = Child.Start(program, "-c", $"while :; do {program} -c 'exit 3'; /bin/sleep 0.2; done");
        // Before the page is opened: on a busy machine it rests long between two counts.
        await Eventually.True(
            async () => (await live.Server.Get($"/spawners?filter=under:{shell.Pid}")).GetProperty("groups").EnumerateArray()
                .Count(group => group.GetProperty("interval") is { ValueKind: JsonValueKind.Object } interval && interval.GetProperty("regular").ValueKind != JsonValueKind.Null) >= 2,
            "starts that are enough for an interval");
        await using var browser = await BrowserSession.Open(live.Server, $"/spawners?q=under:{shell.Pid}", width: width);
        await Assertions.Expect(browser.Get("spawner").Locator("td.x-failed")).ToContainTextAsync(new Regex(@"(\d+) of \1 \(100 %\)"));
        await Assertions.Expect(browser.Get("spawner").Filter(new() { HasText = "/bin/sleep" })).ToContainTextAsync(new Regex("every|irregular"));

        await Eventually.True(
            async () => await browser.Page.EvaluateAsync<bool>(
                """
                [document.documentElement, ...document.querySelectorAll('.scroll-page, .panel.flush, .spawners')].every(e => e.scrollWidth <= e.clientWidth)
                && [...document.querySelectorAll('[data-testid=spawner]')].every(row => [...row.querySelectorAll('td:nth-child(n+3):nth-child(-n+6)')]
                  .every(cell => { const at = cell.getBoundingClientRect(); return at.width > 0 && at.left >= 0 && at.right <= innerWidth; }))
                """),
            $"figures that fit {width} pixels");
        await browser.AssertAccessibleInBothThemes();
        foreach (var sort in (string[])["sort-starts", "sort-failed", "sort-cpu"])
        {
            await Assertions.Expect(browser.Get(sort)).ToBeInViewportAsync();
        }

        browser.AssertClean();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Spawners_ByKeyboardOnly_SortsAndFilters()
    {
        await using var shell = Child.Start("/bin/sh", "-c", Loop);
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=under:{shell.Pid}");
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
