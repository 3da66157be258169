using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;
using Dashboard.Server.Security.IdentityProvider;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Dashboard.Tests.Shared.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Security.IdentityProvider;

public sealed class ProviderSignInTests : IAsyncDisposable
{
    private const string Status = "/api/v1/status";

    private readonly TestProvider _provider = TestProvider.Start();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task SignIn_AtTheProvider_OpensASessionAndLeadsBack()
    {
        await using var server = await StartAsync();

        using var browser = new Browser(server);
        var page = await browser.GetAsync("/login");
        Assert.Contains($"""<a class="button" href="/login/provider?r=%2F">Sign in at {new Uri(_provider.Address).Authority}</a>""", page.Text);
        var end = await browser.GetAsync("/login/provider?r=%2Ferrors%3Fq%3Dcomm%253Als");

        Assert.Equal((302, "/errors?q=comm%3Als"), (end.Status, end.Location));
        Assert.Equal(200, (await browser.GetAsync(Status)).Status);
    }

    [Fact]
    public async Task SignIn_CookieIsAsOfALoginByToken_AndNothingOfTheProviderStays()
    {
        await using var server = await StartAsync();

        using var browser = new Browser(server);
        await browser.GetAsync("/login/provider");

        var cookie = Assert.Single(browser.Cookies);
        Assert.Matches("^dashboard-[0-9a-f]{8}$", cookie.Key);
        Assert.Matches("^[A-Za-z0-9_-]{32}$", cookie.Value);
        Assert.Contains("samesite=strict", browser.LastSet[cookie.Key]);
    }

    [Fact]
    public async Task SignIn_NotAdmitted_IsRefusedByName()
    {
        await using var server = await StartAsync(new ProviderClaim("groups", "owners"));

        using var browser = new Browser(server);
        var end = await browser.GetAsync("/login/provider");

        Assert.Equal(403, end.Status);
        Assert.Contains("ada may not look at this dashboard. Its administrator decides that by --oidc-allow.", end.Text);
        Assert.Equal(401, (await browser.GetAsync(Status)).Status);
    }

    [Fact]
    public async Task SignIn_OneClaimOfSeveral_Admits()
    {
        await using var server = await StartAsync(new ProviderClaim("groups", "owners"), new ProviderClaim("groups", "sre"));

        using var browser = new Browser(server);

        Assert.Equal(302, (await browser.GetAsync("/login/provider")).Status);
        Assert.Equal(200, (await browser.GetAsync(Status)).Status);
    }

    public static TheoryData<string> Forgeries => ["key", "nonce", "audience", "issuer", "expired", "state", "no answer"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task SignIn_Forged_IsRefusedAndOpensNoSession(string what)
    {
        await using var server = await StartAsync();
        _provider.SignsWithAnotherKey = what == "key";
        _provider.Change = what switch
        {
            "nonce" => token => token["nonce"] = "another",
            "audience" => token => token["aud"] = "another-client",
            "issuer" => token => token["iss"] = "http://localhost:1",
            "expired" => token => (token["iat"], token["exp"]) = (1_000_000_000, 1_000_000_300),
            _ => null,
        };

        using var browser = new Browser(server) { ChangeCallback = address => what == "state" ? address.Replace("&state=", "&state=x", StringComparison.Ordinal) : address };
        var end = what == "no answer" ? await browser.GetAsync("/login/callback") : await browser.GetAsync("/login/provider");

        Assert.Equal(401, end.Status);
        Assert.Contains("failed. Try again, or sign in with the token", end.Text);
        Assert.DoesNotContain("IDX", end.Text);
        Assert.Equal(401, (await browser.GetAsync(Status)).Status);
    }

    [Fact]
    public async Task SignIn_CallbackOfAnotherBrowser_IsRefused()
    {
        await using var server = await StartAsync();
        using var mine = new Browser(server) { StopsAtCallback = true };
        var callback = (await mine.GetAsync("/login/provider")).Location!;

        using var other = new Browser(server);
        var end = await other.GetAsync(callback);

        Assert.Equal(401, end.Status);
        Assert.Equal(401, (await other.GetAsync(Status)).Status);
    }

    [Fact]
    public async Task SignIn_RefusedByTheProvider_SaysWhy()
    {
        await using var server = await StartAsync();
        _provider.Error = "access_denied";

        using var browser = new Browser(server);
        var end = await browser.GetAsync("/login/provider");

        Assert.Equal(401, end.Status);
        Assert.Contains("did not sign you in: access_denied.", end.Text);
    }

    [Fact]
    public async Task SignIn_ProviderIsAway_SaysSoAndTheTokenStillSignsIn()
    {
        await _provider.DisposeAsync();
        await using var server = await StartAsync();

        using var browser = new Browser(server);
        var end = await browser.GetAsync("/login/provider?r=%2Fpids");

        Assert.Equal(503, end.Status);
        Assert.Contains("does not answer. Try again, or sign in with the token", end.Text);
        Assert.Contains("""name="r" value="/pids">""", end.Text);
        Assert.Equal(200, await server.StatusAsync(Status, await server.SignInAsync()));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Callback_TakesGetOnly(string method)
    {
        await using var server = await StartAsync();
        using var client = server.NewClient();

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/login/callback") { Content = new ByteArrayContent(new byte[100_000]) });

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal("GET", string.Join(' ', response.Content.Headers.Allow));
    }

    [Fact]
    public async Task WithoutAProvider_NothingOfItIsThere()
    {
        await using var server = await TestServer.StartAsync();

        using var browser = new Browser(server);

        Assert.DoesNotContain("/login/provider", (await browser.GetAsync("/login")).Text);
        Assert.Equal("/login", (await browser.GetAsync("/login/provider")).Location);
        Assert.Equal(401, (await browser.GetAsync("/login/callback?code=1&state=2")).Status);
        Assert.DoesNotContain(await server.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync(), s => s.Name == "OpenIdConnect");
    }

    [Fact]
    public async Task AccessLog_NamesThePerson()
    {
        var path = Path.Combine(Path.GetTempPath(), $"access-{Guid.NewGuid():n}");
        try
        {
            _provider.Claims["preferred_username"] = "ada lovelace\n2026 - GET /forged 200";
            await using (var server = await StartAsync(change: settings => settings with { AccessLog = new AccessLog(path, TimeProvider.System, Assert.Fail) }))
            {
                using var browser = new Browser(server);
                await browser.GetAsync("/login/provider");
                await browser.GetAsync(Status);
            }

            var line = Assert.Single(File.ReadLines(path), l => l.EndsWith($"GET {Status} 200", StringComparison.Ordinal));
            Assert.Matches(" session:[0-9a-f]{8}:ada%20lovelace%0A2026%20-%20GET%20%2Fforged%20200 GET ", line);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Session_OfAPerson_EndsTwelveHoursAfterItsLogin_AlsoWithAPageOpen()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var sessions = new Sessions(new TokenKeeper(new AccessToken(TestServer.Token)), DataDirectory.Open(null, keepsUsually: false, Assert.Fail), time);
        var (person, token) = (sessions.Begin("ada"), sessions.Begin());
        var ended = new List<Session?>();
        sessions.Ended += ended.Add;
        for (var hour = 0; hour < 12; hour++)
        {
            Assert.NotNull(sessions.Use(person));
            Assert.NotNull(sessions.Use(token));
            sessions.EndOld();
            time.Advance(TimeSpan.FromHours(1));
        }

        sessions.EndOld();

        Assert.Equal("ada", Assert.Single(ended)?.User);
        Assert.Null(sessions.Use(person));
        Assert.NotNull(sessions.Use(token));
    }

    private Task<TestServer> StartAsync(params ProviderClaim[] allowed) => StartAsync(null, allowed);

    private Task<TestServer> StartAsync(Func<ServeSettings, ServeSettings>? change, params ProviderClaim[] allowed)
        => TestServer.StartAsync(change: settings => (change ?? (s => s))(settings with
        {
            IdentityProvider = new IdentityProviderSettings { Authority = new Uri(_provider.Address), ClientId = TestProvider.ClientId, Allowed = allowed },
        }));
}
