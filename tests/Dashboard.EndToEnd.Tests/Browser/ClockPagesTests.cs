using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Open pages while the dashboard's wall clock is set by an hour.</summary>
[Collection(Alone.Name)]
public sealed partial class ClockPagesTests
{
    /// <summary>Smaller than every step here, and larger than the delays of a busy machine.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task OpenTree_OverTheStep_GoesOn(int hours)
    {
        // Only the test's own processes: they determine the rate, and other programs do not slow down the pages.
        await using var stepping = await SteppingServer.Start("--only-under", $"{Environment.ProcessId}");
        await using var before = Child.Start("/bin/sleep", "600");

        // Some short processes per second, for the rate.
        await using var busy = Child.Start("/bin/sh", "-c", "while :; do /bin/true; sleep 0.2; done");
        await using var browser = await BrowserSession.Open(stepping.Server, $"/tree?q={Query(busy)}");
        await Assertions.Expect(browser.Row(before.Pid)).ToBeVisibleAsync();

        await Step(stepping, hours);
        await using var after = Child.Start("/bin/sleep", "601");

        // The new row was drawn after the step, and so was the age next to it.
        await Assertions.Expect(browser.Row(after.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Row(after.Pid).Locator(".c-age")).ToHaveTextAsync(Minutes());
        await Assertions.Expect(browser.Row(before.Pid).Locator(".c-age")).ToHaveTextAsync(Minutes());

        await browser.Page.GotoAsync("/events?q=kind:clock");
        await Assertions.Expect(browser.Get("rate-now")).ToHaveTextAsync(new Regex("[1-9]"));
        await Assertions.Expect(browser.Get("event-row")).ToContainTextAsync($"The wall clock was set 1 h 00 m {(hours > 0 ? "ahead" : "back")}");
        browser.AssertClean();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task OpenTimeline_OverTheStep_GoesOn(int hours)
    {
        await using var stepping = await SteppingServer.Start("--only-under", $"{Environment.ProcessId}");
        await using var before = Child.Start("/bin/sleep", "600");
        await using var browser = await BrowserSession.Open(stepping.Server, $"/timeline?q={Query(null)}&tz=utc&charts=0");
        await Assertions.Expect(Line(browser, before.Pid)).ToBeVisibleAsync();

        await Step(stepping, hours);
        await using var after = Child.Start("/bin/sleep", "601");

        await Assertions.Expect(Line(browser, after.Pid).Locator(".tl-seg.open")).ToHaveCountAsync(1);
        await Assertions.Expect(Line(browser, before.Pid).Locator(".tl-seg.open")).ToHaveCountAsync(1);
        Assert.InRange(await Corner(browser), DateTimeOffset.UtcNow.AddHours(hours) - Near, DateTimeOffset.UtcNow.AddHours(hours) + Near);

        // The time range follows, and the bar of the new process starts in it.
        var bar = await Line(browser, after.Pid).Locator(".tl-seg.open").BoundingBoxAsync();
        var axis = await browser.Page.Locator(".tl-axis").First.BoundingBoxAsync();
        Assert.InRange(bar!.X, axis!.X, axis.X + axis.Width);
        browser.AssertClean();
    }

    private static async Task Step(SteppingServer stepping, int hours)
    {
        stepping.SetClock(hours);
        await Eventually.True(async () => (await stepping.Server.Get("/events?filter=kind:clock")).GetProperty("total").GetInt32() == 1, "the setting of the clock");
    }

    private static string Query(Child? without)
        => Uri.EscapeDataString($"comm:sleep under:{Environment.ProcessId}{(without is null ? "" : $" -under:{without.Pid}")}");

    private static async Task<DateTimeOffset> Corner(BrowserSession page)
        => DateTimeOffset.ParseExact(await page.Get("timeline-corner").InnerTextAsync(), "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static ILocator Line(BrowserSession browser, int pid)
        => browser.Page.Locator($"[data-testid=timeline-row][data-process-id^='{pid}-']");

    [GeneratedRegex(@"^(\d+ s|\d m \d\d s)$")]
    private static partial Regex Minutes();
}
