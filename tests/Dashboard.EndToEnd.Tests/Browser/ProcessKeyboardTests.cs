using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>From a row to its parent, without a mouse.</summary>
public sealed class ProcessKeyboardTests(ReplayServer replay)
{
    [Fact]
    public async Task Process_ByKeyboardOnly_OpensFollowsItsLineageAndCopies()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree?q=comm:cc1&only=1");
        await Assertions.Expect(browser.Get("tree-row")).ToHaveCountAsync(DemoRecording.ProcessesThatRan("cc1"));
        await browser.Press("Home");
        await Assertions.Expect(browser.Get("tree-row").First).ToBeFocusedAsync();
        await browser.Press("Enter");
        var details = browser.Get("details");
        await Assertions.Expect(details.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync("cc1");

        await browser.TabTo(details.GetByRole(AriaRole.Link, new() { Name = "Open as a page" }));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("/process/"));
        await Assertions.Expect(details.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("cc1");

        await browser.TabTo(details.Locator(".ribbon").GetByRole(AriaRole.Link).Filter(new() { HasText = "make" }));
        await browser.Press("Enter");
        await Assertions.Expect(details).ToHaveAttributeAsync("data-process-id", DemoRecording.Make);

        await browser.TabTo(browser.Get("copy"));
        await browser.Press("Enter");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog, new() { Name = "Copy" })).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "As a shell command" })).ToBeFocusedAsync();
        await browser.Press("Escape");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Get("copy")).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Theory]
    [InlineData("/process/{0}")]
    [InlineData("/events?sel={0}")]
    [InlineData("/errors?sel={0}")]
    [InlineData("/pids?sel={0}")]
    public async Task Parent_ByU_IsShownInsteadWhereverDetailsAre(string path)
    {
        await using var browser = await BrowserSession.Open(replay.Server, string.Format(CultureInfo.InvariantCulture, path, DemoRecording.IdOfProgram("cc1")));
        var details = browser.Get("details");
        await Assertions.Expect(details.Locator(".this .comm")).ToHaveTextAsync("cc1");
        await browser.Press("u");
        await Assertions.Expect(details.Locator(".this .comm")).ToHaveTextAsync("cc");
        await browser.Press("u");
        await Assertions.Expect(details).ToHaveAttributeAsync("data-process-id", DemoRecording.Make);
        Assert.Contains(DemoRecording.Make, browser.Page.Url);
        browser.AssertClean();
    }
}
