using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The tree with rows for groups, such as containers, with real processes.</summary>
public sealed class TreeGroupTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Tree_BySession_GroupsWhatSetsidStartedByKeysAndAddress()
    {
        await using var shell = Child.Start("/bin/sh", "-c", "/usr/bin/setsid -w /bin/cat; read end");
        var cat = await new ProcessScreens(live.Server).InState($"under:{shell.Pid} comm:cat", "running");
        var session = cat.GetProperty("session").GetInt32();
        Assert.NotEqual(shell.Pid, session);

        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=under:{shell.Pid}");
        await Assertions.Expect(browser.Row(shell.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("group-row")).ToHaveCountAsync(0);
        await browser.Get("lineage").SelectOptionAsync("session");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("by=session"));

        var group = browser.Get("group-row").Filter(new() { HasText = $"session {session}" });
        await Assertions.Expect(group).ToContainTextAsync("1 process, 1 running");
        await browser.AssertAccessibleInBothThemes();

        // By keys only: fold and unfold it.
        await group.FocusAsync();
        await group.ClickAsync();
        await Assertions.Expect(group).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(browser.Row(cat.GetProperty("pid").GetInt32())).ToHaveCountAsync(0);
        await browser.Press("ArrowRight");
        await Assertions.Expect(group).ToHaveAttributeAsync("aria-expanded", "true");
        await browser.Press("ArrowDown");
        await Assertions.Expect(browser.Row(cat.GetProperty("pid").GetInt32())).ToBeFocusedAsync();
        await browser.Press("ArrowLeft");
        await Assertions.Expect(group).ToBeFocusedAsync();
        await browser.Press("Enter");
        await Assertions.Expect(group).ToHaveAttributeAsync("aria-expanded", "false");

        // The URL alone restores the groups, and the button filters by one of them.
        await browser.Page.ReloadAsync();
        await Assertions.Expect(group).ToBeVisibleAsync();
        await group.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex($"session:{session}"));
        await Assertions.Expect(browser.Get("group-row")).ToHaveCountAsync(1);
        browser.AssertClean();
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("container")]
    public async Task Tree_ByCgroupOrContainer_HasTheGroupThatTheProcessIsIn(string by)
    {
        await using var cat = Child.Start("/bin/cat");
        var process = await new ProcessScreens(live.Server).InState($"pid:{cat.Pid} comm:cat", "running");
        var name = process.GetProperty(by).GetString();
        var expected = name is not null ? $"{by} {name}" : process.GetProperty("cgroup").GetString() is not null ? "not recognised as a container" : $"{by} not known";
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{cat.Pid}&only=1&by={by}");

        await Assertions.Expect(browser.Get("group-row").Locator(".group-name")).ToHaveTextAsync(expected);
        await Assertions.Expect(browser.Row(cat.Pid)).ToHaveAttributeAsync("aria-level", "2");
        cat.Input.Close();
        await cat.Ended();
        await Assertions.Expect(browser.Get("group-row")).ToContainTextAsync("1 process, 0 running");
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(420)]
    public async Task Tree_ByCgroup_FitsTheScreen(int width)
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree?by=cgroup", width: width);
        await Assertions.Expect(browser.Get("group-row").First).ToBeVisibleAsync();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }
}
