using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The PIDs page: which process had this pid at that time?</summary>
[Collection(Alone.Name)]
public sealed class PidsTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Pids_NumberUsedThreeTimes_IsOneLaneOfThreeLives()
    {
        var pid = (await Child.Run(Repository.Scenario("pid_reuse"), "3"))[0];
        await using var browser = await BrowserSession.Open(live.Server, $"/pids?q=is:recycled pid:{pid}");
        var lane = browser.Page.Locator($"[data-testid=lane][data-pid='{pid}']");
        await Assertions.Expect(lane).ToBeVisibleAsync();
        await Assertions.Expect(lane.Locator(".lane-life").Nth(2)).ToBeAttachedAsync();
        await Assertions.Expect(browser.Get("pid-pace")).ToContainTextAsync("pid_max");
        await browser.AssertAccessibleInBothThemes();

        await lane.Locator(".lane-pid a").ClickAsync();
        await Assertions.Expect(browser.Get("pid-answer")).ToContainTextAsync(new Regex($@"{pid} was ([3-9]|\d\d+) different processes"));
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Fact]
    public async Task Pids_ByKeyboardOnly_AsksWhoItWasInALifeAndInAGap()
    {
        var pid = (await Child.Run(Repository.Scenario("pid_reuse"), "3"))[0];
        await using var browser = await BrowserSession.Open(live.Server, "/pids");
        await browser.Get("pid-input").PressSequentiallyAsync(pid);
        await Assertions.Expect(browser.Get("pid-answer")).ToContainTextAsync($"{pid} was ");
        await Assertions.Expect(browser.Get("pid-input")).ToHaveValueAsync(pid);
        await browser.TabTo(browser.Get("life-strip").Locator(".strip-life").Last);
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync(new Regex($@"PID {pid} was pid_reuse \(life \d+ of \d+\), forked at"));
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("at="));
        var deepLink = new Uri(browser.Page.Url).PathAndQuery;
        await browser.Press("Shift+Tab");
        await Assertions.Expect(browser.Get("life-strip").Locator(".strip-gap").Last).ToBeFocusedAsync();
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync($"no process was seen with PID {pid}");
        browser.AssertClean();

        await using var other = await BrowserSession.Open(live.Server, deepLink);
        await Assertions.Expect(other.Get("moment-answer")).ToContainTextAsync($"{pid} was pid_reuse");
        other.AssertClean();
    }

    [Fact]
    public async Task Pids_PresetOrphans_NamesTheChildThatWasLeftAndNotTheOneBetween()
    {
        var lines = await Child.Run(Repository.Scenario("orphan"));
        var (between, left) = (lines[0], lines.Last(l => l.Length > 0 && l != lines[0]));
        await using var browser = await BrowserSession.Open(live.Server, "/pids");
        var link = browser.Page.GetByRole(AriaRole.Navigation, new() { Name = "Common questions" }).GetByRole(AriaRole.Link).Filter(new() { HasText = "Orphans" });
        await link.ClickAsync();
        await Assertions.Expect(link).ToHaveAttributeAsync("aria-current", "true");

        await browser.Page.GotoAsync($"{browser.Page.Url} pid:{between},{left}");
        await Assertions.Expect(browser.Page.Locator($"[data-testid=lane][data-pid='{left}']")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator($"[data-testid=lane][data-pid='{between}']")).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Pids_WhileProcessesAreBorn_SaysWhenTheNumbersComeRound()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/pids");
        await Eventually.True(async () =>
        {
            await Child.Run(Repository.Scenario("fork_exec_test"));
            return (await browser.Get("to-wrap").InnerTextAsync()).StartsWith("about ", StringComparison.Ordinal);
        }, "a time until the numbers come round");
        var status = await live.Server.Get("/status");
        Assert.True(status.GetProperty("pidMax").GetInt32() > 300);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(420)]
    public async Task Pids_Width_DoesNotScrollSideways(int width)
    {
        await using var browser = await BrowserSession.Open(live.Server, "/pids", width: width);
        await Assertions.Expect(browser.Get("lanes")).ToBeVisibleAsync();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }
}
