using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The layout of each page, from a wide screen to a phone.</summary>
public sealed class NavigationTests(ReplayServer replay)
{
    private static readonly string[] Pages = ["/", "/tree", "/events", "/errors", "/pids", "/spawners", "/secrets", "/programs", "/timeline", "/tracepoints", "/learn", "/learn/failed-exec"];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Menu_OnATelephone_GoesToEachPageByKeysAndNamesIt(ColorScheme scheme)
    {
        await using var browser = await BrowserSession.Open(replay.Server, scheme: scheme, width: 420);
        var button = browser.Get("nav-button");
        await Assertions.Expect(button).ToHaveTextAsync(new Regex("Tree"));
        await Assertions.Expect(browser.Page.Locator("#nav-links")).ToBeHiddenAsync();

        await button.FocusAsync();
        await browser.Press("Enter");
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(browser.Page.Locator("#nav-links a[aria-current=page]")).ToHaveTextAsync("Tree");
        await browser.AssertAccessible();
        await browser.Press("Escape");
        await Assertions.Expect(browser.Page.Locator("#nav-links")).ToBeHiddenAsync();
        await Assertions.Expect(button).ToBeFocusedAsync();

        await browser.Press("Enter");
        await Assertions.Expect(browser.Page.Locator("#nav-links")).ToBeVisibleAsync();
        await browser.Press("Tab");
        await browser.Press("Tab");
        await browser.Press("Tab");
        await Assertions.Expect(browser.Page.Locator("#nav-links a:focus")).ToHaveTextAsync("Events");
        await browser.Press("Enter");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("/events$"));
        await Assertions.Expect(button).ToHaveTextAsync(new Regex("Events"));
        await Assertions.Expect(browser.Page.Locator("#nav-links")).ToBeHiddenAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Address_ThatLeadsNowhere_SaysSoAndLeadsToTheOverview()
    {
        await using var browser = await BrowserSession.Open(replay.Server);
        var answer = await browser.Page.GotoAsync("/no/such/page");
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Page not found");
        await browser.AssertAccessible();
        await browser.Get("empty").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(browser.Get("overview")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(1024)]
    [InlineData(420)]
    [InlineData(360)]
    public async Task Frame_OfEachPage_FitsTheScreen(int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, width: width);
        foreach (var page in Pages)
        {
            await browser.Page.GotoAsync(page);
            await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);

            // Nothing in the header is cut off or scrolls sideways, and only the page inside its frame scrolls down.
            await Eventually.True(
                async () => await browser.Page.EvaluateAsync<bool>(
                    """
                    [document.documentElement, ...document.querySelectorAll('.bar, .bar-end, .nav, .filter')].every(e => e.scrollWidth <= e.clientWidth)
                    && [...document.querySelectorAll('.bar button, .bar a')].every(e => e.getBoundingClientRect().right <= innerWidth)
                    && document.documentElement.scrollHeight <= innerHeight
                    """),
                $"a header of {page} that fits {width} pixels");
        }

        browser.AssertClean();
    }
}
