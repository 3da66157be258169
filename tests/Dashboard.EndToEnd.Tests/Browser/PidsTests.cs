using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The PIDs page and its question: which process was pid N, at that moment?</summary>
public sealed class PidsTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pids_NumberUsedThreeTimes_IsOneLaneOfThreeLives(ColorScheme scheme)
    {
        var pid = (await Child.Run(Repository.Scenario("pid_reuse"), "3"))[0];
        await using var browser = await BrowserSession.Open(live.Server, $"/pids?q=is:recycled pid:{pid}", scheme: scheme);
        var lane = browser.Page.Locator($"[data-testid=lane][data-pid='{pid}']");
        await Assertions.Expect(lane).ToBeVisibleAsync();
        await Assertions.Expect(lane.Locator(".lane-life").Nth(2)).ToBeAttachedAsync();
        await Assertions.Expect(browser.Get("pid-pace")).ToContainTextAsync("pid_max");
        await browser.AssertAccessible();

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
        await browser.Get("life-strip").Locator(".strip-life").Last.FocusAsync();
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync(new Regex($@"{pid} was pid_reuse \(life \d+ of \d+\), born at"));
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("at="));
        var deepLink = new Uri(browser.Page.Url).PathAndQuery;
        await browser.Get("life-strip").Locator(".strip-gap").Last.FocusAsync();
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync($"nobody was {pid}");
        browser.AssertClean();

        await using var other = await BrowserSession.Open(live.Server, deepLink);
        await Assertions.Expect(other.Get("moment-answer")).ToContainTextAsync($"{pid} was pid_reuse");
        other.AssertClean();
    }

    [Theory]
    [InlineData("Fork and exec", "fork_exec_test")]
    [InlineData("Reused", "pid_reuse")]
    [InlineData("Fork without exec", "pid_reuse")]
    [InlineData("Exec without fork", "exec_test")]
    public async Task Pids_Preset_AnswersInLanes(string preset, string scenario)
    {
        await Child.Run(Repository.Scenario(scenario));
        await using var browser = await BrowserSession.Open(live.Server, "/pids");
        await browser.Page.GetByRole(AriaRole.Navigation, new() { Name = "Questions about births" }).GetByText(preset, new() { Exact = true }).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"\?q="));
        await Assertions.Expect(browser.Get("lanes")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator(".lane-life:not(.dim)").First).ToBeVisibleAsync();
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
