using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>"I look from my phone": the first page and the totals by program fit, whatever is on them.</summary>
public sealed class PhoneTests(ReplayServer replay)
{
    private const string Script =
        "read go; i=0; while [ $i -lt 150 ]; do /bin/true; i=$((i+1)); done; "
        + "while :; do /bin/sh -c 'echo a-command-line-with-a-word-that-no-phone-has-the-room-for-in-one-line-of-text > /dev/null; exit 3'; "
        + "/no/such/folder/with/a/long/name/and/another/one/program-that-does-not-exist; /bin/sleep 0.3; done";

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    [InlineData(1024)]
    [InlineData(1400)]
    public async Task Overview_AndTotals_FitTheScreen(int width)
    {
        Kernel.Require();
        await using var shell = Child.Start("/bin/sh", "-c", Script);
        await using var server = await DashboardServer.Start("--only-under", $"{shell.Pid}");
        await shell.Input.WriteLineAsync("go");
        await using var browser = await BrowserSession.Open(server, "/", width: width);
        await Assertions.Expect(browser.Get("storm").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("failing-program")).ToHaveCountAsync(2);
        await Assertions.Expect(browser.Get("ended-process").Nth(5)).ToBeVisibleAsync();
        await browser.Press("p");
        await AssertFits(browser);
        await browser.AssertAccessibleInBothThemes();

        await browser.Page.GotoAsync("/programs");
        await Assertions.Expect(browser.Get("program").First).ToBeVisibleAsync();
        await browser.Press("p");
        await AssertFits(browser);
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    /// <summary>The header of a phone has no room for the button of the help.</summary>
    [Fact]
    public async Task Help_FromTheMenu_ShowsTheSyntaxOfFiltersAndFits()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree", width: 390);
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await browser.Get("nav-button").ClickAsync();
        await browser.Get("nav-help").ClickAsync();

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("errno:ENOENT");
        // One scroll bar: two, one in the other, cannot be told apart by a finger.
        Assert.Equal(1, await browser.Page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll('.mud-dialog, .mud-dialog *')]
              .filter(e => e.scrollHeight > e.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)).length
            """));
        await browser.AssertAccessibleInBothThemes();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        browser.AssertClean();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?tz=since")]
    public async Task Events_HaveTheirTimeToTheSecondAndTheirPid(string query)
    {
        await using var browser = await BrowserSession.Open(replay.Server, $"/events{query}", width: 390);
        await Assertions.Expect(browser.Get("event-row").Nth(10)).ToBeVisibleAsync();

        var shown = await browser.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('[data-testid=event-row]')].slice(0, 10).flatMap(row => [['.e-time', /^[+−]?\d\d:\d\d:\d\d/], ['.e-pid', /^\d*/]].map(([cell, shown]) => {
              const box = row.querySelector(cell).getBoundingClientRect();
              const node = document.createTreeWalker(row.querySelector(cell), NodeFilter.SHOW_TEXT).nextNode();
              if (!node) return '';
              const range = document.createRange();
              range.setStart(node, 0);
              range.setEnd(node, node.data.match(shown)[0].length);
              const text = range.getBoundingClientRect();
              return box.width > 0 && text.left >= box.left - 1 && text.right <= box.right + 1 && text.right <= innerWidth ? '' : `${cell} ${node.data}`;
            })).filter(fault => fault)
            """);
        Assert.Empty(shown);
        Assert.True(await browser.Page.EvaluateAsync<bool>("[...document.querySelectorAll('html, .events')].every(e => e.scrollWidth <= e.clientWidth)"));
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    /// <summary>A finger has no pointer to rest on a cut text: the name of a row is whole, and what it says has a line of its own.</summary>
    [Theory]
    [InlineData("/tree", "tree-row", ".comm", ".c-cmd", 360)]
    [InlineData("/tree", "tree-row", ".comm", ".c-cmd", 390)]
    [InlineData("/events", "event-row", ".e-comm", ".e-what", 360)]
    [InlineData("/events", "event-row", ".e-comm", ".e-what", 390)]
    public async Task Rows_HaveTheirNameAndALineForTheRest(string page, string rows, string name, string line, int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, page, width: width);
        await Assertions.Expect(browser.Get(rows).Nth(8)).ToBeVisibleAsync();

        var cut = await browser.Page.EvaluateAsync<string[]>(
            """
            ([rows, name, line]) => [...document.querySelectorAll(`[data-testid=${rows}]`)].slice(0, 8).flatMap(row => {
              const [n, l] = [row.querySelector(name), row.querySelector(line)];
              const faults = [];
              if (n.scrollWidth > n.clientWidth) faults.push(`cut: ${n.textContent}`);
              if (l.getBoundingClientRect().width < innerWidth * 0.7) faults.push(`${l.getBoundingClientRect().width} for ${l.textContent}`);
              if (l.getBoundingClientRect().top < n.getBoundingClientRect().bottom - 4) faults.push(`covers: ${l.textContent}`);
              return faults;
            })
            """, new[] { rows, name, line });

        Assert.Empty(cut);
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    /// <summary>Virtualize places rows by one height, which a phone makes another one: the last row is reached, and the first again.</summary>
    [Fact]
    public async Task Tree_EndAndHome_ReachTheirRows()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree", width: 390);
        await Assertions.Expect(browser.Get("tree-row").Nth(8)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("tree-row").Nth(8).Locator(".c-pid")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]+$"), new() { UseInnerText = true });
        var total = int.Parse((await browser.Get("tree").GetAttributeAsync("aria-rowcount"))!, System.Globalization.CultureInfo.InvariantCulture);

        foreach (var (key, row) in new[] { ("End", total), ("Home", 2) })
        {
            await browser.Press(key);
            var focused = browser.Page.Locator($"[role=row][aria-rowindex='{row}']:focus");
            await Assertions.Expect(focused).ToHaveCountAsync(1);
            await Assertions.Expect(focused).ToBeInViewportAsync(new() { Ratio = 0.9f });
        }

        browser.AssertClean();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?tz=since")]
    [InlineData("?tz=utc")]
    public async Task Timeline_TimesOfTheAxis_DoNotOverlap(string query)
    {
        await using var browser = await BrowserSession.Open(replay.Server, $"/timeline{query}", width: 390);
        await Assertions.Expect(browser.Page.Locator(".timeline-page[data-drawn]")).ToHaveCountAsync(1);
        foreach (var key in new[] { "0", "w", "w", "w", "w", "w" })
        {
            await browser.Press(key);
            var covered = await browser.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const boxes = [...document.querySelectorAll('.tl-tick:not([data-bare])')].filter(tick => tick.getClientRects().length > 0).map(tick => {
                    const range = document.createRange();
                    range.selectNodeContents(tick);
                    return { text: tick.textContent, box: range.getBoundingClientRect() };
                  }).sort((a, b) => a.box.left - b.box.left);
                  return boxes.slice(1).filter(({ box }, i) => box.left < boxes[i].box.right + 2).map(({ text }) => text);
                }
                """);
            Assert.Empty(covered);
            await Assertions.Expect(browser.Page.Locator(".tl-tick:not([data-bare]):visible").First).ToBeVisibleAsync();
        }

        browser.AssertClean();
    }

    [Theory]
    [InlineData("/timeline?tz=utc")]
    [InlineData("/timeline?tz=since")]
    [InlineData("/errors?tz=utc")]
    public async Task Charts_TimesOfTheAxis_DoNotOverlap(string page)
    {
        await using var browser = await BrowserSession.Open(replay.Server, page, width: 360);
        await Assertions.Expect(browser.Page.Locator(".chart:is(.rates, .stacked) .xtick").First).ToBeAttachedAsync();
        var covered = await browser.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.chart:is(.rates, .stacked)')].flatMap(chart => {
              const boxes = [...chart.querySelectorAll('.xtick text')].filter(text => text.getClientRects().length > 0)
                .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() })).sort((a, b) => a.box.left - b.box.left);
              return boxes.slice(1).filter(({ box }, i) => box.left < boxes[i].box.right + 4).map(({ text }) => text);
            })
            """);

        Assert.Empty(covered);
        browser.AssertClean();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    public async Task Errors_FitTheScreen(int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/errors", width: width);
        await Assertions.Expect(browser.Get("errno-group").First).ToBeVisibleAsync();
        await AssertFits(browser, "Replay");
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    /// <summary>Nothing scrolls sideways or lies outside of the screen, and no text covers another. NavigationTests has the header of wide screens.</summary>
    private static async Task AssertFits(BrowserSession browser, string state = "Paused")
    {
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync(state);
        var faults = await browser.Page.EvaluateAsync<string[]>(
            """
            () => {
              const faults = [...document.querySelectorAll(innerWidth <= 900 ? 'html, .scroll-page, .panel.flush, .news' : '.scroll-page, .panel.flush, .news')].filter(e => e.scrollWidth > e.clientWidth)
                .map(e => `${e.className} is ${e.scrollWidth} wide, of ${e.clientWidth}`);
              const boxes = [];
              const walker = document.createTreeWalker(document.querySelector('.scroll-page'), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const node = walker.currentNode;
                if (!node.data.trim() || node.parentElement.closest('.sr-only')) continue;
                // A wide table cuts a long command at its cell, and has the whole of it in the title; a narrow one cuts nothing.
                const cell = node.parentElement.closest('td');
                if (cell && innerWidth <= 900 && cell.scrollWidth > cell.clientWidth) faults.push(`cut: ${node.data}`);
                const end = cell?.getBoundingClientRect().right ?? Infinity;
                const range = document.createRange();
                range.selectNodeContents(node);
                for (const { left, right, top, bottom } of range.getClientRects()) {
                  if (right > left && bottom > top) boxes.push({ node, left, right: Math.min(right, end), top, bottom });
                }
              }
              boxes.forEach((a, i) => {
                if (a.left < 0 || a.right > innerWidth) faults.push(`outside: ${a.node.data}`);
                boxes.slice(i + 1).filter(b => b.node !== a.node
                  && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
                  .forEach(b => faults.push(`${a.node.data} covers ${b.node.data}`));
              });
              return boxes.length > 20 ? faults : ['no text'];
            }
            """);
        Assert.Empty(faults);
    }
}
