using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>An empty page gives the reason and one action.</summary>
public sealed class EmptyPagesTests(QuietServer quiet, ReplayServer replay) : IClassFixture<QuietServer>
{
    [Theory]
    [InlineData("/tree")]
    [InlineData("/events")]
    [InlineData("/errors")]
    [InlineData("/pids")]
    [InlineData("/spawners")]
    [InlineData("/programs")]
    [InlineData("/overview")]
    [InlineData("/timeline")]
    public async Task Page_NothingYet_GivesACommandAndIsPausedAndGoesOn(string path)
    {
        await using var browser = await BrowserSession.Open(quiet.Server, path);
        var empty = browser.Get("empty");
        await Assertions.Expect(empty).ToContainTextAsync("Waiting for the first");
        await Assertions.Expect(empty.Locator("pre")).ToContainTextAsync("exec id");
        await Assertions.Expect(empty.GetByRole(AriaRole.Button)).ToHaveTextAsync("Copy the command");
        await Assertions.Expect(browser.Get("empty-filtered")).ToContainTextAsync(QuietServer.Filter);
        await browser.AssertAccessibleInBothThemes();

        await browser.Press("p");
        await Assertions.Expect(empty).ToContainTextAsync("View paused");
        await browser.TabTo(empty.GetByRole(AriaRole.Button, new() { Name = "Resume" }));
        await browser.Press("Enter");
        await Assertions.Expect(empty).ToContainTextAsync("Waiting for the first");
        browser.AssertClean();
    }

    [Theory]
    [InlineData("/process/4312-1", "No process with this number was seen since capture began.")]
    [InlineData("/tree?sel=4312-1", "No process with this number was seen since capture began.")]
    [InlineData("/pids?pid=4312", "PID 4312 was not seen")]
    [InlineData("/tracepoints", "tracepoints are attached, and no loss was counted")]
    [InlineData("/learn/zombies", "The processes of your run appear here")]
    public async Task PageOfOneThing_NothingYet_SaysSo(string path, string sentence)
    {
        await using var browser = await BrowserSession.Open(quiet.Server, path);
        await Assertions.Expect(browser.Page.Locator(".shell")).ToContainTextAsync(sentence);
        browser.AssertClean();
    }

    [Theory]
    [InlineData("/tree", "tree-row")]
    [InlineData("/events", "event-row")]
    [InlineData("/errors", "errno")]
    [InlineData("/pids", "lane")]
    [InlineData("/spawners", "spawner")]
    [InlineData("/programs", "program")]
    [InlineData("/overview", "program")]
    [InlineData("/timeline", "timeline-row")]
    public async Task Page_NothingMatches_OffersToClearTheFilter(string path, string row)
    {
        await using var browser = await BrowserSession.Open(replay.Server, $"{path}?q=comm:no_such_name");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await browser.TabTo(browser.Get("empty").GetByRole(AriaRole.Button, new() { Name = "Clear filter" }));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get(row).First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("empty")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page).Not.ToHaveURLAsync(new Regex("q="));
        browser.AssertClean();
    }

    [Theory]
    [InlineData("/process/{0}", "details")]
    [InlineData("/learn", "course")]
    [InlineData("/tracepoints", "doctor")]
    public async Task PageOfOneThing_FilterThatMatchesNothing_ShowsIt(string path, string content)
    {
        await using var browser = await BrowserSession.Open(replay.Server, $"{string.Format(CultureInfo.InvariantCulture, path, DemoRecording.Make)}?q=comm:no_such_name");
        await Assertions.Expect(browser.Get(content)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("filter-input")).ToHaveValueAsync("comm:no_such_name");
        browser.AssertClean();
    }
}
