using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The course on recordings.</summary>
public sealed class LearnTests(ReplayServer replay)
{
    [Theory]
    [InlineData("exec-keeps-the-pid")]
    [InlineData("fork-makes-a-new-one")]
    [InlineData("failed-exec")]
    [InlineData("two-moments")]
    [InlineData("exit-codes")]
    [InlineData("path-lookup")]
    [InlineData("pid-reuse")]
    [InlineData("orphans")]
    [InlineData("zombies")]
    [InlineData("births")]
    [InlineData("scripts")]
    public async Task Experiment_OnItsRecording_ChecksEachStep(string name)
    {
        await using var browser = await BrowserSession.Open(replay.Server, $"/learn/{name}");
        await Assertions.Expect(browser.Get("predict-first")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("play-button")).ToHaveCountAsync(0);
        await browser.Get("choice").First.CheckAsync();
        await Assertions.Expect(browser.Get("recorded-only")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("run-button")).ToHaveCountAsync(0);
        await browser.Get("play-button").ClickAsync();
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("steps are checked");
        await Assertions.Expect(browser.Get("run-origin")).ToContainTextAsync("recorded");
        var states = await browser.Get("step").EvaluateAllAsync<string[]>("steps => steps.map(s => s.dataset.state)");
        Assert.True(states.Length >= 4);
        Assert.All(states, state => Assert.Equal("passed", state));
        await Assertions.Expect(browser.Get("reply")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("explanation")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("bpftrace")).ToContainTextAsync("bpftrace -e");
        browser.AssertClean();
    }

    [Fact]
    public async Task Course_InEachTheme_IsAccessibleBeforeAndAfterARun()
    {
        // DeepLinkTests has the page before the prediction.
        await using var browser = await BrowserSession.Open(replay.Server, "/learn");
        await Assertions.Expect(browser.Get("course").GetByRole(AriaRole.Link)).ToHaveCountAsync(11);
        await browser.AssertAccessibleInBothThemes();
        await browser.Get("course").GetByRole(AriaRole.Link, new() { Name = "scripts and interpreters" }).ClickAsync();
        await Assertions.Expect(browser.Get("predict-first")).ToBeVisibleAsync();
        await browser.Get("choice").Last.CheckAsync();
        await browser.Get("play-button").ClickAsync();
        await Assertions.Expect(browser.Get("explanation")).ToBeVisibleAsync();
        await browser.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    [Fact]
    public async Task Course_WithKeysOnly_GoesFromTheTreeToADoneExperiment()
    {
        await using var browser = await BrowserSession.Open(replay.Server);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await browser.GoTo("l", "/learn");
        await Assertions.Expect(browser.Get("progress")).ToContainTextAsync("0 of 11 done");
        await browser.TabTo(browser.Get("course").GetByRole(AriaRole.Link).First);
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("choice").First).ToBeVisibleAsync();
        await browser.TabTo(browser.Get("choice").First);
        await browser.Press("Space");
        await Assertions.Expect(browser.Get("play-button")).ToBeVisibleAsync();
        await browser.Press("Tab");
        await Assertions.Expect(browser.Get("play-button")).ToBeFocusedAsync();
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("steps are checked");
        await Assertions.Expect(browser.Get("explanation")).ToBeVisibleAsync();
        await browser.GoTo("l", "/learn");
        await Assertions.Expect(browser.Get("progress")).ToContainTextAsync("1 of 11 done");
        browser.AssertClean();
    }

    [Fact]
    public async Task Experiment_OfAnUnknownName_SuggestsAndLeadsBack()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/learn/zombie");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("zombies");
        await browser.Get("empty").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(browser.Get("course")).ToBeVisibleAsync();
        browser.AssertClean();
    }
}
