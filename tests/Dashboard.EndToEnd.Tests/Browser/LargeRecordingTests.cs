using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Fifty thousand processes, thousands of failures: a page costs one screen of rows, not the recording.</summary>
public sealed class LargeRecordingTests(LargeRecording large) : IClassFixture<LargeRecording>
{
    private const int MaxRows = 400;
    private const long MaxBytes = 150 * 1024;

    /// <summary>Uncompressed, until the page is rendered.</summary>
    [Theory]
    [InlineData("/tree", "[data-testid=storm-row]")]
    [InlineData("/tree?storms=open", "[data-testid=tree-row] >> nth=11")]
    [InlineData($"/tree?sel={Recordings.Shell}", ".kids li:nth-child(40)")]
    [InlineData($"/process/{Recordings.Shell}", ".kids li:nth-child(40)")]
    [InlineData("/events", "[data-testid=event-row]")]
    [InlineData("/errors", ".chart.stacked .bars path")]
    [InlineData("/errors?from=2026-09-21T14:30:40Z", "[data-testid=standouts] p")]
    [InlineData("/pids", "[data-testid=lane]")]
    [InlineData("/pids?pid=1000", "[data-testid=life]")]
    [InlineData("/timeline", ".chart.lifetimes .barlayer .point path")]
    [InlineData("/timeline?group=comm", ".chart.lifetimes .barlayer .point path")]
    [InlineData("/tracepoints", "[data-testid=check]")]
    [InlineData("/learn", "[data-testid=course]")]
    public async Task Page_OfFiftyThousandProcesses_CostsAScreen(string path, string drawn)
    {
        await using var browser = await BrowserSession.Open(large.Server, path);
        await Assertions.Expect(browser.Page.Locator(drawn).First).ToBeAttachedAsync();
        var bytes = browser.ReceivedBytes + await browser.Page.EvaluateAsync<long>(FetchedBytes);
        var rows = await browser.Page.Locator("[role=row], tr, li").CountAsync();
        Assert.True(rows <= MaxRows, $"{rows} rows");
        Assert.True(bytes <= MaxBytes, $"{bytes:N0} bytes until the page is drawn");
        browser.AssertClean();
    }

    [Fact]
    public async Task Timeline_ToTheEndOfFiftyThousand_StaysAScreenOfRows()
    {
        await using var browser = await BrowserSession.Open(large.Server, "/timeline?storms=open");
        await Assertions.Expect(browser.Get("timeline-summary")).ToContainTextAsync("50,001 processes in this range");
        await Assertions.Expect(browser.Get("timeline-row").Nth(9)).ToBeVisibleAsync();
        await browser.Press("End");
        await Assertions.Expect(browser.Page.Locator("[data-testid=timeline-row]:focus")).ToHaveAttributeAsync("aria-rowindex", "50002");
        await Assertions.Expect(browser.Get("timeline")).ToHaveAttributeAsync("aria-rowcount", "50002");
        await Assertions.Expect(browser.Get("timeline-row").Nth(9)).ToBeVisibleAsync();
        Assert.True(await browser.Page.GetByRole(AriaRole.Row).CountAsync() <= MaxRows);

        // The last life, zoomed to the width of the page.
        await browser.Press("f");
        await Assertions.Expect(browser.Get("timeline-summary")).Not.ToContainTextAsync("50,001");
        await Assertions.Expect(browser.Page.Locator("[data-testid=timeline-row] .tl-seg.s-exec").First).ToBeVisibleAsync();
        browser.AssertClean();
    }

    /// <summary>A link to one of the last lives scrolls to its row, although the list only estimates the height of fifty thousand rows.</summary>
    [Theory]
    [InlineData("/timeline?sel=", "timeline-row")]
    [InlineData("/tree?storms=open&sel=", "tree-row")]
    public async Task Page_LinkToALateProcess_ShowsItsRow(string path, string row)
    {
        var id = Recordings.StormId(49_900);
        await using var browser = await BrowserSession.Open(large.Server, path + id);
        await Assertions.Expect(browser.Page.Locator($"[data-testid={row}][data-process-id='{id}']")).ToBeInViewportAsync();
        browser.AssertClean();
    }

    /// <summary>Bytes fetched over HTTP, static files excluded, uncompressed.</summary>
    private const string FetchedBytes =
        """
        performance.getEntries()
          .filter(e => e.entryType === "navigation" || ["fetch", "xmlhttprequest"].includes(e.initiatorType))
          .reduce((sum, e) => sum + e.decodedBodySize, 0)
        """;
}
