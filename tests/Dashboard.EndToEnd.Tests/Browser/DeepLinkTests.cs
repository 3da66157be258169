using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The URL is the page's whole state: it shows the same in another browser, and after a restart of the server.</summary>
public sealed class DeepLinkTests(ReplayServer replay)
{
    public static TheoryData<string> Pages => [.. DemoPages.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_OfALinkInAFreshBrowser_ShowsWhatItSays(string page)
    {
        await using var browser = await BrowserSession.Open(replay.Server, DemoPages.AddressOf(page));
        await DemoPages.Shows(browser, page);
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    [Fact]
    public async Task EachPage_ServerGoneAndBack_SaysSoAndComesBackAsItWas()
    {
        using var data = new KeptData();
        var server = await ReplayServer.Start("--data", data.Path);
        var browsers = new Dictionary<string, BrowserSession>();
        try
        {
            foreach (var page in DemoPages.Names)
            {
                browsers[page] = await BrowserSession.Open(server, DemoPages.AddressOf(page));
                await DemoPages.Shows(browsers[page], page);
            }

            await server.DisposeAsync();
            foreach (var browser in browsers.Values)
            {
                await Assertions.Expect(browser.Get("connection-state")).ToBeVisibleAsync();
                await Assertions.Expect(browser.Get("connection-state")).ToContainTextAsync("The server is not answering", new() { UseInnerText = true });
            }

            await browsers["tree"].AssertAccessibleInBothThemes();
            server = await ReplayServer.Start("--urls", server.Address.GetLeftPart(UriPartial.Authority), "--data", data.Path);
            foreach (var (page, browser) in browsers)
            {
                await Assertions.Expect(browser.Get("connection-state")).ToBeHiddenAsync(new() { Timeout = 40_000 });
                await DemoPages.Shows(browser, page);
            }
        }
        finally
        {
            foreach (var browser in browsers.Values)
            {
                await browser.DisposeAsync();
            }

            await server.DisposeAsync();
        }
    }
}
