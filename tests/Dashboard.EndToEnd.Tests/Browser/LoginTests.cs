using System.Net;
using Dashboard.EndToEnd.Tests.Support;
using Dashboard.Tests.Shared.SignIn;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

public sealed class LoginTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Login_RightToken_ShowsTheOverview()
    {
        await using var browser = await BrowserSession.Open(live.Server, $"/login?t={DashboardServer.Token}", login: false);
        await Assertions.Expect(browser.Get("overview")).ToBeVisibleAsync();
        Assert.DoesNotContain(DashboardServer.Token, browser.Page.Url);
        browser.AssertClean();
    }

    [Fact]
    public async Task Login_NoToken_ShowsTheLoginPageAndThenTheTree()
    {
        await using var browser = await BrowserSession.Open(live.Server, login: false);
        await Assertions.Expect(browser.Get("tree")).ToHaveCountAsync(0);
        var field = browser.Page.Locator("input[name=t]");
        await Assertions.Expect(field).ToBeVisibleAsync();
        await browser.AssertAccessible();
        await field.FillAsync(DashboardServer.Token);
        await field.PressAsync("Enter");
        await Assertions.Expect(browser.Get("tree")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Login_WrongToken_SaysSo()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/login?t=wrong", login: false);
        await Assertions.Expect(browser.Page.Locator("input[name=t]")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await browser.Page.GotoAsync("/tree");
        await Assertions.Expect(browser.Get("tree")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task SignOut_InTheMenu_LeadsToTheLoginPageAndTheCookieIsWorthNothing()
    {
        await using var browser = await BrowserSession.Open(live.Server);
        await Assertions.Expect(browser.Get("tree")).ToBeVisibleAsync();
        var cookies = string.Join("; ", (await browser.Page.Context.CookiesAsync()).Select(c => $"{c.Name}={c.Value}"));
        await browser.Get("settings").ClickAsync();
        await browser.AssertAccessible();
        await browser.Get("sign-out").ClickAsync();

        await Assertions.Expect(browser.Page.Locator("input[name=t]")).ToBeVisibleAsync();
        Assert.Equal("/login", new Uri(browser.Page.Url).AbsolutePath);
        Assert.DoesNotContain(await browser.Page.Context.CookiesAsync(), cookie => System.Text.RegularExpressions.Regex.IsMatch(cookie.Name, "^dashboard-[0-9a-f]{8}$"));
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = live.Server.Address };
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/v1/status")).StatusCode);
    }

    /// <summary>The provider has another host name, so the way back is one from another site: a cookie of SameSite=Strict is not sent at first.</summary>
    [Fact]
    public async Task Login_AtAnIdentityProvider_LeadsBackToTheLink()
    {
        await using var provider = TestProvider.Start();
        await using var server = await DashboardServer.Start("--replay", DemoRecording.File, "--oidc-authority", provider.Address, "--oidc-client-id", TestProvider.ClientId);
        await using var browser = await BrowserSession.Open(server, "/errors?q=is:failed", login: false);
        await browser.AssertAccessible();
        await browser.Page.GetByText($"Sign in at {new Uri(provider.Address).Authority}").ClickAsync();

        await Assertions.Expect(browser.Get("errors-head")).ToBeVisibleAsync();
        Assert.Equal("/errors?q=is:failed", Uri.UnescapeDataString(new Uri(browser.Page.Url).PathAndQuery));

        await browser.Get("settings").ClickAsync();
        await browser.Get("sign-out").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("input[name=t]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Program_WithoutToken_Gets401()
    {
        using var http = new HttpClient { BaseAddress = live.Server.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/v1/status")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Page_EachAsset_IsThereAndNotEmpty()
    {
        await using var browser = await BrowserSession.Open(live.Server, login: false);
        var urls = new HashSet<string>();
        browser.Page.Request += (_, request) => urls.Add(request.Url);
        await browser.Page.GotoAsync($"/login?t={DashboardServer.Token}", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(browser.Get("overview")).ToBeVisibleAsync();

        var assets = urls.Where(u => u.Contains(".css") || u.Contains(".js") || u.Contains(".woff2") || u.Contains(".svg")).ToList();
        Assert.NotEmpty(assets);
        foreach (var url in assets)
        {
            var answer = await browser.Page.APIRequest.GetAsync(url);
            Assert.True(answer.Status == 200, $"{url}: {answer.Status}");
            Assert.True((await answer.BodyAsync()).Length > 0, $"{url} is empty");
        }
    }
}
