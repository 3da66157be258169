using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The time format of the settings, on each page that shows times.</summary>
public sealed class TimesTests(TimesTests.Recorded recorded) : IClassFixture<TimesTests.Recorded>
{
    [Theory]
    [InlineData("/tree", "tree-loss", @"\+00:00:20 to \+00:00:21")]
    [InlineData("/events", "events", @"\+00:00:40\.000")]
    [InlineData("/errors?from=2026-11-01T12:00:30Z", "errors-head", @"since \+00:00:30")]
    [InlineData("/errors", "errors-table", @"\+00:00:05\.000")]
    [InlineData("/errors", "failures-over-time", @"\+00:00:40", true)]
    [InlineData("/pids?pid=200&at=2026-11-01T12:00:30Z", "moment-answer", @"At \+00:00:30\.000")]
    [InlineData("/timeline?from=2026-11-01T12:00:10Z&to=2026-11-01T12:00:30Z", "timeline-range", @"^\+00:00:10")]
    [InlineData("/timeline", "rates", @"\+00:00:[0-9]{2}", true)]
    [InlineData("/process/200-200000", "track", @"\+00:00:05\.000")]
    public async Task Since_OnEachPage_CountsFromTheBeginning(string path, string testId, string expected, bool folded = false)
    {
        var address = path + (path.Contains('?') ? "&" : "?") + "tz=since";
        await using var browser = await BrowserSession.Open(recorded.Server, address);
        if (folded)
        {
            await browser.Get(testId).Locator("summary").ClickAsync();
        }

        await Assertions.Expect(browser.Get(testId)).ToContainTextAsync(new Regex(expected));
        await Assertions.Expect(browser.Get(testId)).Not.ToContainTextAsync(new Regex(@"\b1[123]:00:[0-9]{2}"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Since_AMomentAndARange_AreAskedForInTheSameTerms()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/pids?pid=200&tz=since");
        await browser.Get("moment").FillAsync("+00:00:30");
        await browser.Get("pid-ask").ClickAsync();
        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync("At +00:00:30.000, PID 200 was sh");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("at=2026-11-01T12:00:30Z"));

        await browser.Page.GotoAsync("/errors?tz=since");
        await Assertions.Expect(browser.Page.Locator(".chart.stacked .xaxislayer-above")).ToContainTextAsync("+");
        await browser.Get("range-open").ClickAsync();
        await browser.Get("range-input").FillAsync("+00:00:30..");
        await browser.Get("range-apply").ClickAsync();
        await Assertions.Expect(browser.Get("errors-head")).ToContainTextAsync("1 failure since +00:00:30");
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    /// <summary>Two failures and a loss, at noon.</summary>
    public sealed class Recorded : RecordedServer
    {
        protected override IReadOnlyList<string> Lines =>
        [
            """{"kind":"snapshot","process":"200-200000","comm":"sh","bootNs":1000000000,"time":"2026-11-01T12:00:00Z"}""",
            """{"kind":"exec.exit","process":"200-200000","tid":200,"comm":"sh","syscall":"execve","path":"/no/such","ret":-2,"bootNs":6000000000,"time":"2026-11-01T12:00:05Z"}""",
            """{"kind":"lost","cause":"ring full","count":3,"from":"2026-11-01T12:00:20Z","to":"2026-11-01T12:00:21Z","bootNs":22000000000,"time":"2026-11-01T12:00:21Z"}""",
            """{"kind":"exec.exit","process":"200-200000","tid":200,"comm":"sh","syscall":"execve","path":"/no/such","ret":-2,"bootNs":41000000000,"time":"2026-11-01T12:00:40Z"}""",
        ];
    }
}
