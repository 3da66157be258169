using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The heads of all tables: what a newcomer could stop at says what it means; beside open details no figure is cut.</summary>
public sealed class ColumnTests(ReplayServer replay)
{
    /// <summary>Heads that say all of it.</summary>
    private static readonly string[] Plain =
        ["Time", "Kind", "What happened", "Path", "Program", "Count", "Last", "Path tried", "What", "Starts", "Last start", "From", "Events", "Failed", "Choose", "Processes", "Started", "Ended"];

    [Theory]
    [InlineData("/overview")]
    [InlineData("/tree?cols=pid,command,images,age,exit,user,children,cpu,cpunow,memnow,memory,started,parent,lifetime")]
    [InlineData("/events")]
    [InlineData("/errors")]
    [InlineData("/pids")]
    [InlineData("/programs")]
    [InlineData("/spawners")]
    [InlineData("/secrets")]
    [InlineData("/timeline")]
    public async Task Heads_AllSayWhatTheyMean(string page)
    {
        await using var browser = await BrowserSession.Open(replay.Server, page);
        var heads = browser.Page.Locator("main :is([role=columnheader], thead th)");
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        if (page != "/secrets")
        {
            await Assertions.Expect(heads.First).ToBeAttachedAsync();
        }

        var bare = await browser.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main :is([role=columnheader], thead th)')]
              .filter(head => !head.querySelector('[aria-description]')).map(head => head.textContent.replace(/\s+/g, ' ').trim())
            """);

        string[] unexplained = [.. bare.Except(Plain).Where(head => head.Length > 0 && !head.StartsWith("Lifetime, left to right", StringComparison.Ordinal))];
        Assert.Empty(unexplained);
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1400, "/overview")]
    [InlineData(1024, "/overview")]
    [InlineData(1400, "/tree")]
    [InlineData(1024, "/tree")]
    [InlineData(1400, "/programs")]
    [InlineData(1024, "/programs")]
    [InlineData(1400, "/errors")]
    [InlineData(1024, "/errors")]
    [InlineData(1400, "/spawners")]
    [InlineData(1024, "/spawners")]
    [InlineData(1400, "/pids")]
    [InlineData(1024, "/pids")]
    public async Task Figures_BesideOpenDetails_AreNotCut(int width, string page)
    {
        await using var browser = await BrowserSession.Open(replay.Server, $"{page}?sel={DemoPages.Make}", width: width);
        await Assertions.Expect(browser.Get("details")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("main :is([role=row], tbody tr)").Nth(2)).ToBeVisibleAsync();

        var cut = await browser.Page.EvaluateAsync<string[]>(
            """
            () => {
              const main = document.querySelector('main').getBoundingClientRect();
              return [...document.querySelectorAll('main :is(.num, .c-exit, thead th, [role=columnheader])')]
                .filter(cell => cell.getClientRects().length > 0 && !cell.closest('.sr-only') && cell.matches('td, th, [role]'))
                .filter(cell => cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).overflow !== 'visible' || cell.getBoundingClientRect().right > main.right + 1)
                .map(cell => cell.textContent.trim());
            }
            """);

        Assert.Empty(cut);
        browser.AssertClean();
    }
}
