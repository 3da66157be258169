using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Security;

public sealed class LoginTests
{
    [Fact]
    public async Task Login_RightToken_SetsCookieAndRedirects()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();

        using var response = await client.GetAsync($"/login?t={TestServer.Token}");

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
        Assert.True(response.Headers.CacheControl?.NoStore);
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches("^dashboard-[0-9a-f]{8}=[A-Za-z0-9_-]{32};", cookie);
        Assert.Contains("max-age=43200", cookie);
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain("secure", cookie);
        Assert.DoesNotContain(TestServer.Token, cookie);
    }

    [Theory]
    [InlineData("/events?q=comm%3Als", "/events?q=comm:ls")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("http://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/%0d%0aSet-Cookie:x", "/")]
    [InlineData("/%09/evil.example", "/")]
    [InlineData("", "/")]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/a%20b", "/a%20b")]
    public async Task Login_ReturnAddress_StaysHere(string returnTo, string location)
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();

        using var response = await client.GetAsync($"/login?t={TestServer.Token}&r={returnTo}");

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Login_WrongTokenByProgram_401InJson()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();

        using var response = await client.GetAsync("/login?t=wrong");

        Assert.Equal(401, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Login_WrongTokenByBrowser_PageSaysSo()
    {
        await using var server = await TestServer.StartAsync();

        var (status, html) = await BrowseAsync(server, "/login?t=wrong&r=/pids");

        Assert.Equal(401, status);
        Assert.Contains("That is not the token of this dashboard.", html);
        Assert.Contains("""name="r" value="/pids">""", html);
    }

    [Fact]
    public async Task Page_ByBrowserWithoutToken_IsTheLoginPageThatLeadsBack()
    {
        await using var server = await TestServer.StartAsync();

        var (status, html) = await BrowseAsync(server, "/process/4312-7?q=%22%3E%3Cscript%3E");

        Assert.Equal(401, status);
        Assert.Contains("<form method=\"post\" action=\"/login\">", html);
        Assert.Contains("value=\"/process/4312-7?q=%22%3E%3Cscript%3E\"", html);
        Assert.DoesNotContain("role=\"alert\"", html);
    }

    [Fact]
    public async Task LoginPage_ItsFiles_AreServedWithoutToken()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var (_, html) = await BrowseAsync(server, "/login");
        var files = html.Split('"').Where(part => part.StartsWith("/css/") || part.StartsWith("/js/") || part.StartsWith("/img/")).ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var response = await client.GetAsync(file);
            Assert.True(response.IsSuccessStatusCode, file);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task LoginForm_RightToken_SetsCookieAndLeadsBack()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("t", $" {TestServer.Token} "), new("r", "/errors")]),
        };
        request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Accept", "text/html");

        using var response = await client.SendAsync(request);

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal("/errors", response.Headers.Location?.OriginalString);
        Assert.True(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Login_AlreadySignedIn_GoesOn()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", await server.SignInAsync());

        using var response = await client.GetAsync("/login?r=/events");

        Assert.Equal("/events", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Page_LinkedFromAnotherSite_ComesBackWithTheCookie()
    {
        await using var server = await TestServer.StartAsync();

        var (status, html) = await BrowseAsync(server, "/process/1-2", ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(200, status);
        Assert.Contains("""<meta http-equiv="refresh" content="0;url=/process/1-2">""", html);
    }

    [Fact]
    public async Task Page_WithCookie_IsThePage()
    {
        await using var server = await TestServer.StartAsync();

        var (status, html) = await BrowseAsync(server, "/", ("Cookie", await server.SignInAsync()));

        Assert.Equal(200, status);
        Assert.Contains("blazor.web", html);
        // script-src 'self' forbids inline scripts, so the page must have none.
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
    }

    private static async Task<(int Status, string Html)> BrowseAsync(TestServer server, string path, params (string Name, string Value)[] headers)
    {
        using var client = server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await client.SendAsync(request);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
