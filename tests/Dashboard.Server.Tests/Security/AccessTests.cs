using System.Net.Http.Headers;
using Dashboard.Server.Security;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Security;

public sealed class AccessTests
{
    [Theory]
    [InlineData("/api/v1/status")]
    [InlineData("/api/v1/events/stream")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/hubs/lifecycle")]
    [InlineData("/_blazor")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/no/such/place")]
    public async Task Program_WithoutToken_401InJson(string path)
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();

        using var response = await client.GetAsync(path);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.StartsWith("""{"error":"This needs the token of this dashboard.","hint":""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Program_WrongToken_401()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong-token");

        using var response = await client.GetAsync("/api/v1/status");

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("not the token", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Program_CookieIsTheRawToken_401()
    {
        await using var server = await TestServer.StartAsync();

        var name = (await server.SignInAsync()).Split('=')[0];

        Assert.Equal(401, await server.StatusAsync("/api/v1/status", $"{name}={TestServer.Token}"));
    }

    [Fact]
    public async Task RightToken_WhileManyWrongOnesAreSent_IsNeverRefused()
    {
        await using var server = await TestServer.StartAsync();
        var cookie = await server.SignInAsync();
        using var guesser = server.NewClient();
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guess");
        using var person = server.NewClient();

        var guesses = new List<int>();
        for (var i = 0; i < TokenAttempts.Burst * 4; i++)
        {
            using var guess = await guesser.GetAsync(i % 2 == 0 ? "/api/v1/status" : "/login?t=wrong");
            guesses.Add((int)guess.StatusCode);
            using var login = await person.GetAsync($"/login?t={TestServer.Token}");
            Assert.Equal(302, (int)login.StatusCode);
            await server.GetAsync("/api/v1/status");
        }

        Assert.Equal(401, guesses[0]);
        Assert.Equal(429, guesses[^1]);
        Assert.Equal(200, await server.StatusAsync("/api/v1/status", cookie));
    }

    /// <summary>Any page can make a browser send requests to open paths.</summary>
    [Fact]
    public async Task WrongToken_AtAnOpenPath_UsesUpNoAttempt()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong-token");
        for (var i = 0; i < TokenAttempts.Burst + 5; i++)
        {
            using var file = await client.GetAsync("/css/tokens.css");
            Assert.Equal(200, (int)file.StatusCode);
        }

        using var response = await client.GetAsync("/api/v1/status");

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    [InlineData("192.168.1.5", 400)]
    [InlineData("localhost.", 400)]
    [InlineData("localhost", 200)]
    [InlineData("localhost:1234", 200)]
    [InlineData("127.0.0.2", 200)]
    [InlineData("[::1]:5000", 200)]
    public async Task Host_OnlyNamesThatCannotBeRebound(string host, int status)
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        request.Headers.Host = host;

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 400)
        {
            Assert.Contains("Host header", await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("http://*:80", "10.1.2.3", true)]
    [InlineData("http://0.0.0.0:80", "evil.example", false)]
    [InlineData("http://box.lan:80", "box.lan", true)]
    [InlineData("http://box.lan:80", "BOX.LAN:80", true)]
    [InlineData("http://127.0.0.1:80", "10.1.2.3", false)]
    public void HostRules_FollowTheUrls(string url, string host, bool allowed)
        => Assert.Equal(allowed, new HostRules([url]).Allows(new Microsoft.AspNetCore.Http.HostString(host)));

    [Theory]
    [InlineData("POST", "/hubs/lifecycle/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/hubs/lifecycle")]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/login")]
    [InlineData("DELETE", "/api/v1/status")]
    public async Task Origin_Foreign_403(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        foreach (var origin in (string[])["http://evil.example", "null", $"https://127.0.0.1:{server.Address.Port}", "http://127.0.0.1:1"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Add("Origin", origin);

            using var response = await server.Client.SendAsync(request);

            Assert.Equal(403, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/hubs/lifecycle/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    public async Task Origin_OwnOrNone_IsLetThrough(string path)
    {
        await using var server = await TestServer.StartAsync();
        foreach (var origin in (string?[])[server.Address.GetLeftPart(UriPartial.Authority), null])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.TryAddWithoutValidation("Origin", origin ?? "");
            if (origin is null)
            {
                request.Headers.Remove("Origin");
            }

            using var response = await server.Client.SendAsync(request);

            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task EveryAnswer_HasTheSecurityHeaders()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var path in (string[])["/", "/login", "/api/v1/status", "/nothing", "/css/tokens.css"])
        {
            using var response = await server.Client.GetAsync(path);

            var policy = response.Headers.GetValues("Content-Security-Policy").First();
            Assert.Contains("default-src 'self'", policy);
            Assert.Contains("script-src 'self';", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Contains("form-action 'self'", policy);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(response.Headers.Contains("Server"));
        }
    }
}
