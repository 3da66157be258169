using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The events page on a written recording: nothing changes in it, so keys, drags and links have exact results.</summary>
public sealed class EventsTests(TwoTimesRecording recorded) : IClassFixture<TwoTimesRecording>
{
    [Fact]
    public async Task Facets_ClickAltClickAndTakingOff_FilterAndCountWhatTheApiCounts()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events");
        await Assertions.Expect(Value(browser, "errno", "ENOENT").Locator(".facet-count")).ToHaveTextAsync("40");
        await Assertions.Expect(Value(browser, "errno", "EACCES").Locator(".facet-count")).ToHaveTextAsync("60");
        Assert.Equal(40, (await recorded.Server.Get("/events?filter=errno:ENOENT&limit=1")).GetProperty("total").GetInt32());

        await Value(browser, "errno", "ENOENT").ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=errno:ENOENT"));
        await Assertions.Expect(Value(browser, "kind", "exec").Locator(".facet-count")).ToHaveTextAsync("40");
        await Assertions.Expect(Value(browser, "errno", "ENOENT")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(browser.Get("events")).ToHaveAttributeAsync("aria-rowcount", "41");

        // The other value stays visible, and Ctrl adds it.
        await Assertions.Expect(Value(browser, "errno", "EACCES").Locator(".facet-count")).ToHaveTextAsync("60");
        await Value(browser, "errno", "EACCES").ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("q=errno:ENOENT,EACCES"));
        await Assertions.Expect(Value(browser, "kind", "exec").Locator(".facet-count")).ToHaveTextAsync("100");
        await Assertions.Expect(browser.Get("events")).ToHaveAttributeAsync("aria-rowcount", "101");

        await browser.Get("facet-errno").GetByTestId("facet-term").ClickAsync();
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("");
        await Value(browser, "errno", "ENOENT").ClickAsync(new() { Modifiers = [KeyboardModifier.Alt] });
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("-errno:ENOENT");
        await Assertions.Expect(Value(browser, "errno", "ENOENT")).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Facets_ByKeyboardOnly_AreOneStopEachAndHeedAltAndCtrl()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events");
        await Value(browser, "kind", "exec").FocusAsync();
        await browser.Press("Tab");
        await Assertions.Expect(Value(browser, "comm", "sh")).ToBeFocusedAsync();
        await browser.Press("Tab");
        await Assertions.Expect(Value(browser, "errno", "EACCES")).ToBeFocusedAsync();
        await browser.Press("ArrowDown");
        await Assertions.Expect(Value(browser, "errno", "ENOENT")).ToBeFocusedAsync();
        await browser.Press("Alt+Enter");

        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("-errno:ENOENT");
        // The pressed button is gone: the focus moves to the one that undoes it.
        await Assertions.Expect(browser.Get("facet-errno").GetByTestId("facet-term")).ToBeFocusedAsync();
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("");
        await Assertions.Expect(Value(browser, "errno", "EACCES")).ToBeFocusedAsync();
        await browser.Press("Enter");
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("errno:EACCES");
        await browser.Press("ArrowDown");
        await Assertions.Expect(Value(browser, "errno", "ENOENT")).ToBeFocusedAsync();
        await browser.Press("Control+Enter");
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync("errno:EACCES,ENOENT");
        await Assertions.Expect(Value(browser, "errno", "ENOENT")).ToHaveAttributeAsync("aria-pressed", "true");
        browser.AssertClean();
    }

    [Fact]
    public async Task Strip_Drag_IsTheRangeAndTheLinkShowsTheSame()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events?raw=1&q=is:failed");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("100 events");
        var box = (await browser.Get("events-strip").BoundingBoxAsync())!;
        await browser.Page.Mouse.MoveAsync(box.X + (box.Width * 0.9f), box.Y + 20);
        await browser.Page.Mouse.DownAsync();
        await browser.Page.Mouse.MoveAsync(box.X + box.Width - 2, box.Y + 20, new() { Steps = 6 });
        await browser.Page.Mouse.UpAsync();

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("from=20.*to=20"));
        await Assertions.Expect(browser.Get("events-range")).ToBeVisibleAsync();
        await Assertions.Expect(Value(browser, "errno", "ENOENT").Locator(".facet-count")).ToHaveTextAsync("40");
        await Assertions.Expect(Value(browser, "errno", "EACCES").Locator(".facet-count")).Not.ToHaveTextAsync("60");
        var count = await browser.Get("events-count").InnerTextAsync();
        browser.AssertClean();

        await using var other = await BrowserSession.Open(recorded.Server, new Uri(browser.Page.Url).PathAndQuery, scheme: ColorScheme.Dark);
        await Assertions.Expect(other.Get("events-count")).ToHaveTextAsync(count, new() { UseInnerText = true });
        await Assertions.Expect(other.Get("events-range")).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.GetByLabel("Raw: show syscall enter and exit separately")).ToBeCheckedAsync();
        await other.AssertAccessible();

        await other.Get("events-range-clear").ClickAsync();
        await Assertions.Expect(other.Get("events-count")).ToContainTextAsync("100 events");
        await Assertions.Expect(other.Page).Not.ToHaveURLAsync(new Regex("from="));
        other.AssertClean();
    }

    [Fact]
    public async Task Range_ByKeyboardOnly_FromTheTableAndByItsEnds()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events?tz=utc");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("100 events");
        await browser.Page.Locator(".ev-strip summary").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("events-twin")).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(browser.Page.Locator(":focus")).ToHaveTextAsync("Select");
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("events-range")).ToBeVisibleAsync();
        await browser.Get("events-range-clear").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("events-range")).ToHaveCountAsync(0);

        await browser.Get("range-open").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Get("range-input").FillAsync("..2026-11-01 12:00:10");
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("31 events");
        await Assertions.Expect(browser.Get("range-open")).ToBeFocusedAsync();
        await Assertions.Expect(browser.Get("range-input")).ToHaveCountAsync(0);
        browser.AssertClean();
    }

    [Fact]
    public async Task Failure_KeyEAndShiftE_GoOlderAndNewer()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events?q=-path:/usr/bin/always&raw=1");
        var focused = browser.Page.Locator("[data-testid=event-row]:focus");
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await browser.Press("e");
        await Assertions.Expect(focused).ToHaveAttributeAsync("data-seq", "100");
        await browser.Press("e");
        await Assertions.Expect(focused).ToHaveAttributeAsync("data-seq", "99");
        await browser.Press("Shift+E");
        await Assertions.Expect(focused).ToHaveAttributeAsync("data-seq", "100");
        await browser.Press("Shift+E");
        await Assertions.Expect(browser.Get("events-note")).ToHaveTextAsync("No newer failure in this list.");
        await browser.Get("failure-older").ClickAsync();
        await Assertions.Expect(focused).ToHaveAttributeAsync("data-seq", "99");

        await browser.Press("?");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("next failure (older)");
        browser.AssertClean();
    }

    [Fact]
    public async Task Filter_EachShortcutLetterTyped_TriggersNothing()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events");
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        const string letters = "eEpjkumgtzf?";
        await browser.Get("filter-input").First.PressSequentiallyAsync(letters);

        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync(letters);
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await Assertions.Expect(browser.Get("filter-input").First).ToBeFocusedAsync();
        Assert.Equal("/events", new Uri(browser.Page.Url).AbsolutePath);
        await Assertions.Expect(browser.Page.Locator(".mud-dialog, [data-testid=cell-menu]")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Get("events-note")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Empty_RangeThenFilter_SaysWhyAndOffersTheOneThingToDo()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events?q=comm:absent&from=2030-01-01T00:00:00Z");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("No events in this range");
        await browser.Get("empty").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await browser.Get("empty").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("100 events");
        browser.AssertClean();
    }

    [Fact]
    public async Task Loss_InTheCapture_IsABandAndARow()
    {
        await using var recording = await WrittenRecording.Of(EventStories.WithALoss());
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await using var browser = await BrowserSession.Open(server, "/events");
        await Assertions.Expect(browser.Get("events-loss")).ToHaveCountAsync(1);
        var band = (await browser.Get("events-loss").BoundingBoxAsync())!;
        var strip = (await browser.Get("events-strip").BoundingBoxAsync())!;
        Assert.InRange((band.X - strip.X) / strip.Width, 0.4, 0.6);
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Grid)).ToContainTextAsync("12 events are missing here: ring full");
    }

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    [InlineData(1024, ColorScheme.Light)]
    [InlineData(420, ColorScheme.Light)]
    [InlineData(420, ColorScheme.Dark)]
    public async Task Events_AtEachWidth_IsAccessibleAndDoesNotScrollSideways(int width, ColorScheme scheme)
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/events?q=-comm:absent&from=2026-11-01T12:00:05Z", scheme: scheme, width: width);
        await Assertions.Expect(browser.Get("events-range")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await AssertFits(browser);
        await browser.AssertAccessible();

        // On a narrow screen the facets open on request and close with Escape.
        if (width < 1000)
        {
            await Assertions.Expect(browser.Get("facets")).ToBeHiddenAsync();
            await browser.Get("facets-open").ClickAsync();
            await Assertions.Expect(browser.Get("facets")).ToBeFocusedAsync();
            await Assertions.Expect(Value(browser, "errno", "ENOENT")).ToBeVisibleAsync();
            await AssertFits(browser);
            await browser.AssertAccessible();
            await browser.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(browser.Get("facets")).ToBeHiddenAsync();
            await Assertions.Expect(browser.Get("facets-open")).ToBeFocusedAsync();
        }
        else
        {
            await Assertions.Expect(browser.Get("facets")).ToBeVisibleAsync();
        }

        foreach (var popup in new[] { "range-open", "export-open" })
        {
            await browser.Get(popup).ClickAsync();
            await Assertions.Expect(browser.Page.Locator(".popup-panel")).ToBeInViewportAsync();
            await Assertions.Expect(browser.Page.Locator(".popup-panel :focus")).ToHaveCountAsync(1);
            var panel = (await browser.Page.Locator(".popup-panel").BoundingBoxAsync())!;
            Assert.True(panel.X >= 0 && panel.X + panel.Width <= width, $"{popup} from {panel.X} to {panel.X + panel.Width} of {width}");
            await AssertFits(browser);
            await browser.AssertAccessible();
            await browser.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(browser.Page.Locator(".popup-panel")).ToHaveCountAsync(0);
        }

        browser.AssertClean();
    }

    [Fact]
    public async Task Events_ServerGoneAndBack_KeepsFilterRangeAndRaw()
    {
        using var data = new KeptData();
        var server = await DashboardServer.Start("--replay", recorded.File, "--data", data.Path);
        try
        {
            await using var browser = await BrowserSession.Open(server, "/events?q=errno:ENOENT&raw=1&from=2026-11-01T12:00:05Z");
            await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("40 events");
            var address = server.Address;
            await server.DisposeAsync();
            await Assertions.Expect(browser.Page.Locator("#lost")).ToBeVisibleAsync();
            server = await DashboardServer.Start("--urls", address.GetLeftPart(UriPartial.Authority), "--replay", recorded.File, "--data", data.Path);
            await Assertions.Expect(browser.Page.Locator("#lost")).ToBeHiddenAsync(new() { Timeout = 40_000 });
            await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("40 events");
            await Assertions.Expect(browser.Get("events-range")).ToBeVisibleAsync();
            await Assertions.Expect(browser.Page.GetByLabel("Raw: show syscall enter and exit separately")).ToBeCheckedAsync();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task AssertFits(BrowserSession browser)
        => Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways");

    private static ILocator Value(BrowserSession browser, string facet, string value)
        => browser.Get($"facet-{facet}").Locator($"[data-facet][data-value='{value}']");
}
