using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>With a recording of 50,000 processes the events page costs one screen of rows, and facets and strip respond.</summary>
public sealed class EventsStormTests(EventsStormTests.Recorded recorded) : IClassFixture<EventsStormTests.Recorded>
{
    private const int Processes = 50_000;
    private const int MaxRows = 400;

    [Fact]
    public async Task Events_FiftyThousandProcesses_CostAScreenOfRowsAndAnswer()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("150,000 events");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("500 failed");
        await Assertions.Expect(Count(browser, "kind", "exit")).ToHaveTextAsync("50,000");
        await Assertions.Expect(browser.Get("event-row").Nth(9)).ToBeVisibleAsync();
        Assert.True(await browser.Page.GetByRole(AriaRole.Row).CountAsync() <= MaxRows);
        Assert.True(await browser.Page.EvaluateAsync<int>("document.querySelectorAll('*').length") < 2_500);

        var steps = await Count(browser, "comm", "step4").InnerTextAsync();
        await browser.Get("facet-comm").Locator("[data-value=step3]").ClickAsync();
        await Assertions.Expect(browser.Get("facet-kind").GetByTestId("facet-value")).ToHaveCountAsync(2);
        await Assertions.Expect(Count(browser, "comm", "step4")).ToHaveTextAsync(steps);
        await browser.Get("facet-comm").GetByTestId("facet-term").ClickAsync();
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("150,000 events");

        var box = (await browser.Get("events-strip").BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.3f), box.Y + 10);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + 10, new() { Steps = 4 });
        await browser.Page.Mouse.UpAsync();
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync(new Regex(@"\b1[3-7],\d\d\d events"));
        Assert.True(await browser.Page.GetByRole(AriaRole.Row).CountAsync() <= MaxRows);
        browser.AssertClean();
    }

    [Fact]
    public async Task Failure_FarAwayInTheRows_GetsTheFocus()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events");
        var focused = browser.Page.Locator("[data-testid=event-row]:focus");
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();

        // Every hundredth process fails, so the failures are 300 rows apart.
        var before = 0;
        for (var i = 0; i < 4; i++)
        {
            await browser.Page.Keyboard.PressAsync("e");
            var last = before;
            var row = await Eventually.Get(async () =>
                await focused.CountAsync() == 1 && int.Parse(await focused.GetAttributeAsync("aria-rowindex") ?? "0") is var at && at > last ? (int?[])[at] : null,
                $"a failure below row {last}");
            before = row[0]!.Value;
            await Assertions.Expect(focused).ToContainTextAsync("exit 1");
        }

        Assert.InRange(before, 890, 1_300);
        Assert.True(await browser.Page.GetByRole(AriaRole.Row).CountAsync() <= MaxRows);
        await browser.Page.Keyboard.PressAsync("Shift+E");
        await Eventually.True(async () =>
            await focused.CountAsync() == 1 && int.Parse(await focused.GetAttributeAsync("aria-rowindex") ?? "0") < before, "the failure before");
        browser.AssertClean();
    }

    private static ILocator Count(BrowserSession browser, string facet, string value)
        => browser.Get($"facet-{facet}").Locator($"[data-facet][data-value='{value}'] .facet-count");

    public sealed class Recorded : RecordedServer
    {
        protected override IReadOnlyList<string> Lines => Recordings.Storm(Processes);
    }
}
