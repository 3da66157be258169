using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>What is not read yet never looks like "nothing there", from the first HTML on.</summary>
public sealed class FirstPaintTests(ReplayServer replay)
{
    [Theory]
    [InlineData("/", "Overview", "Reading what just happened…")]
    [InlineData("/tree", "Tree", "Reading the process table…")]
    [InlineData("/events?q=comm:make", "Events", "Reading the events…")]
    [InlineData("/errors", "Errors", "Counting the failures…")]
    [InlineData("/pids", "PIDs", "Reading the PIDs…")]
    [InlineData("/programs", "By program", "Adding up the programs…")]
    [InlineData("/spawners", "Spawners", "Reading who started what…")]
    [InlineData("/secrets", "Secrets", "Reading which programs had secrets…")]
    [InlineData("/timeline", "Timeline", "Reading the processes…")]
    [InlineData("/tracepoints", "Tracepoints", "Reading the state of the capture…")]
    [InlineData("/learn/zombies", "Learn", "Opening the experiments…")]
    [InlineData("/process/1-1", "Process", "Reading the process…")]
    public async Task FirstHtml_SaysWhereOneIsAndWhatIsRead(string page, string name, string wait)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/learn");

        var html = await (await browser.Page.APIRequest.GetAsync(page)).TextAsync();
        var boot = html[html.IndexOf("data-testid=\"boot\"", StringComparison.Ordinal)..html.IndexOf("<noscript>", StringComparison.Ordinal)];

        Assert.Contains($"<span>{name}</span>", boot, StringComparison.Ordinal);
        Assert.Contains(wait, System.Net.WebUtility.HtmlDecode(boot), StringComparison.Ordinal);
    }

    /// <summary>Rows come a round trip after the grid, which a busy machine makes seconds.</summary>
    [Theory]
    [InlineData("/tree", "tree")]
    [InlineData("/events", "events")]
    [InlineData("/timeline", "timeline")]
    public async Task Grid_WithoutItsRows_SaysThatItReads(string page, string grid)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/learn");
        await browser.Page.AddInitScriptAsync(
            """
            new MutationObserver(() => {
              const grid = document.querySelector('[data-row-height]');
              if (!grid || window.seen === 'rows') return;
              if (grid.querySelector('.tree-body [role=row]')) { window.seen = 'rows'; return; }
              window.seen = grid.querySelector('.grid-wait') ? 'says' : 'silent';
              (window.all ??= []).push(window.seen);
            }).observe(document, { childList: true, subtree: true });
            """);
        await browser.Page.GotoAsync(page);

        await Assertions.Expect(browser.Get(grid).GetByRole(AriaRole.Row).Nth(2)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("grid-wait")).ToBeHiddenAsync();
        Assert.Equal(["says"], await browser.Page.EvaluateAsync<string[]>("[...new Set(window.all)]"));
        browser.AssertClean();
    }
}
