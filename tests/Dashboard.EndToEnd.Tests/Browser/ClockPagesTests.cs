using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Pages that are left open while the wall clock of the dashboard is set by an hour.</summary>
public sealed partial class ClockPagesTests
{
    private const string Ours = "comm:sleep under:";

    /// <summary>Less than any step here, and more than a busy machine makes of a moment.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task OpenPages_OverTheStep_GoOn(int hours)
    {
        // Of the test's own processes alone: the rate is theirs, and what else runs here slows no page down.
        await using var stepping = await SteppingServer.Start("--only-under", $"{Environment.ProcessId}");
        await using var before = Child.Start("/bin/sleep", "600");

        // Something for the rate: five short processes a second.
        await using var busy = Child.Start("/bin/sh", "-c", "while :; do /bin/true; sleep 0.2; done");
        var query = Uri.EscapeDataString($"{Ours}{Environment.ProcessId} -under:{busy.Pid}");
        await using var tree = await BrowserSession.Open(stepping.Server, $"/?q={query}");
        await using var timeline = await BrowserSession.Open(stepping.Server, $"/timeline?q={query}&tz=utc");
        await using var events = await BrowserSession.Open(stepping.Server, "/events?q=kind:clock&tz=utc");
        await Assertions.Expect(tree.Row(before.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(Line(timeline, before.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(events.Get("event-row")).ToHaveCountAsync(0);

        stepping.SetClock(hours);
        var row = events.Get("event-row");
        await Assertions.Expect(row).ToContainTextAsync($"The wall clock was set 1 h 00 m {(hours > 0 ? "ahead" : "back")}");
        await using var after = Child.Start("/bin/sleep", "601");

        // A row that comes by itself was drawn after the step, and so was the age beside it.
        await Assertions.Expect(tree.Row(after.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(tree.Row(after.Pid).Locator(".c-age")).ToHaveTextAsync(Minutes());
        await Assertions.Expect(tree.Row(before.Pid).Locator(".c-age")).ToHaveTextAsync(Minutes());
        await Assertions.Expect(tree.Get("rate").Locator(".num")).ToHaveTextAsync(new Regex("[1-9]"));
        await Assertions.Expect(Line(timeline, after.Pid).Locator(".tl-seg.open")).ToHaveCountAsync(1);
        await Assertions.Expect(Line(timeline, before.Pid).Locator(".tl-seg.open")).ToHaveCountAsync(1);
        Assert.InRange(await Corner(timeline), DateTimeOffset.UtcNow.AddHours(hours) - Near, DateTimeOffset.UtcNow.AddHours(hours) + Near);

        // The bar of the new one begins where the window that follows shows it: near the right end, and in sight.
        var bar = await Line(timeline, after.Pid).Locator(".tl-seg.open").BoundingBoxAsync();
        var axis = await timeline.Page.Locator(".tl-axis").First.BoundingBoxAsync();
        Assert.InRange(bar!.X, axis!.X, axis.X + axis.Width);
        tree.AssertClean();
        timeline.AssertClean();
        events.AssertClean();
    }

    private static async Task<DateTimeOffset> Corner(BrowserSession page)
        => DateTimeOffset.ParseExact(await page.Get("timeline-corner").InnerTextAsync(), "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static ILocator Line(BrowserSession browser, int pid)
        => browser.Page.Locator($"[data-testid=timeline-row][data-process-id^='{pid}-']");

    [GeneratedRegex(@"^(\d+ s|\d m \d\d s)$")]
    private static partial Regex Minutes();
}
