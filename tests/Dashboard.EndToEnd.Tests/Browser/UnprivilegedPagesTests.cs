using System.Globalization;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The pages for a user who cannot trace: what is missing, how to fix it, and the demo recording.</summary>
public sealed class UnprivilegedPagesTests(UnprivilegedServer unprivileged) : IClassFixture<UnprivilegedServer>
{
    [Theory]
    [InlineData("/tree", "tree-row")]
    [InlineData("/process/{0}", "track")]
    [InlineData("/events", "event-row")]
    [InlineData("/errors", "errno")]
    [InlineData("/pids", "lane")]
    [InlineData("/timeline", "timeline-row")]
    [InlineData("/learn", "course")]
    public async Task Page_NotPermitted_SaysTheFixAndShowsTheRecording(string path, string content)
    {
        await using var browser = await BrowserSession.Open(unprivileged.Server, string.Format(CultureInfo.InvariantCulture, path, DemoRecording.Make));
        await Assertions.Expect(browser.Get("notice")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("notice")).ToContainTextAsync("root");
        await Assertions.Expect(browser.Get("notice")).ToContainTextAsync("CAP_BPF");
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Replay");
        await Assertions.Expect(browser.Get(content).First).ToBeVisibleAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Tracepoints_NotPermitted_NameEachMissingThing()
    {
        await using var browser = await BrowserSession.Open(unprivileged.Server, "/tracepoints");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Cannot trace this machine");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("CAP_BPF");
        await Assertions.Expect(browser.Get("check").Filter(new() { HasText = "fail" }).First).ToContainTextAsync("CAP_BPF");
        await browser.AssertAccessibleInBothThemes();
        await browser.TabTo(browser.Get("empty").GetByRole(AriaRole.Link));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        browser.AssertClean();
    }
}
