using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>The server was restarted while a page was open. With kept data that takes no step; DeepLinkTests has it for each page.</summary>
public sealed class ReturnAfterRestartTests
{
    private const string Page = "/events?q=comm:cc1";

    private static readonly Regex There = new(Regex.Escape(Page) + "$");

    [Fact]
    public async Task Page_OpenWhileTheServerIsRestarted_WithKeptData_IsBackWithoutAStep()
    {
        using var data = new KeptData();
        var server = await ReplayServer.Start("--data", data.Path);
        await using var browser = await BrowserSession.Open(server, Page);
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();

        await using var again = await Restart(server, "--data", data.Path);

        await Assertions.Expect(browser.Get("connection-state")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(There);
    }

    /// <summary>The sign-in survives, the history does not: the page that is back by itself says so, once.</summary>
    [Fact]
    public async Task LivePage_AfterARestartWithKeptData_SaysThatItsCaptureIsNew_Once()
    {
        Kernel.Require();
        using var data = new KeptData();
        var server = await DashboardServer.Start("--only-comm", "no_such_name", "--data", data.Path);
        await using var browser = await BrowserSession.Open(server, "/events");
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("new-capture")).ToHaveCountAsync(0);

        await server.DisposeAsync();
        await using var again = await DashboardServer.Start("--only-comm", "no_such_name", "--data", data.Path, "--urls", server.Address.GetLeftPart(UriPartial.Authority));

        await Assertions.Expect(browser.Get("new-capture")).ToContainTextAsync(new Regex(@"began at \d\d:\d\d:\d\d, \d+ s ago"), new() { Timeout = 40_000 });
        await browser.AssertAccessibleInBothThemes();
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Live");
        await Assertions.Expect(browser.Get("new-capture")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Page_OpenWhileTheServerIsRestarted_WithoutKeptData_AsksToSignInAndIsBackWithItsFilter()
    {
        var server = await ReplayServer.Start();
        await using var browser = await BrowserSession.Open(server, Page);
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();

        await using var again = await Restart(server);

        var card = browser.Get("connection-state");
        await Assertions.Expect(card).ToHaveAttributeAsync("data-state", "signed-out", new() { Timeout = 40_000 });
        await Assertions.Expect(card).ToContainTextAsync("Sign in again", new() { UseInnerText = true });
        await Assertions.Expect(card).Not.ToContainTextAsync("not answering", new() { UseInnerText = true });
        await browser.AssertAccessibleInBothThemes();
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await browser.Page.Locator("input[name=t]").FillAsync(DashboardServer.Token);
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(There);
    }

    [Fact]
    public async Task PrintedAddress_AfterARestart_LeadsToThePageThatWasOpen_AndThatPageIsBackToo()
    {
        var server = await ReplayServer.Start();
        await using var browser = await BrowserSession.Open(server, Page);
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await using var again = await Restart(server);
        await Assertions.Expect(browser.Get("connection-state")).ToHaveAttributeAsync("data-state", "signed-out", new() { Timeout = 40_000 });

        var other = await browser.Page.Context.NewPageAsync();
        await other.GotoAsync($"/login?t={DashboardServer.Token}");

        await Assertions.Expect(other).ToHaveURLAsync(There);
        await Assertions.Expect(other.GetByTestId("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("connection-state")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
    }

    private static async Task<DashboardServer> Restart(DashboardServer server, params string[] options)
    {
        await server.DisposeAsync();
        return await ReplayServer.Start(["--urls", server.Address.GetLeftPart(UriPartial.Authority), .. options]);
    }
}
