using Dashboard.Server.Security;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Server.Tests.Hubs;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Server.Tests.Security;

public sealed class SignOutTests : IDisposable
{
    private const string Status = "/api/v1/status";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-sign-out-");

    private string Kept => Path.Combine(_folder.FullName, TokenFile.Name);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Logout_EndsItsSessionAndNoOther()
    {
        await using var server = await TestServer.StartAsync();
        var (mine, other) = (await server.SignInAsync(), await server.SignInAsync());

        using var client = server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/logout");
        request.Headers.Add("Cookie", mine);
        request.Headers.Add("Accept", "text/html");
        using var response = await client.SendAsync(request);

        Assert.Equal(303, (int)response.StatusCode);
        Assert.Equal("/login", response.Headers.Location?.OriginalString);
        Assert.Contains("expires=Thu, 01 Jan 1970", response.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal((401, 200), (await server.StatusAsync(Status, mine), await server.StatusAsync(Status, other)));
    }

    [Fact]
    public async Task Logout_ClosesTheStreamsOfThatSession()
    {
        await using var server = await TestServer.StartAsync();
        var cookie = await server.SignInAsync();
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        await using var stream = await client.GetStreamAsync("/api/v1/events/stream");
        var rest = stream.ReadAsync(new byte[1]).AsTask();

        using var response = await client.PostAsync("/logout", null);

        await Assert.ThrowsAnyAsync<Exception>(() => rest.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.True(rest.IsFaulted);
    }

    [Fact]
    public async Task TwoInstances_OneBrowser_DoNotSignEachOtherOut()
    {
        await using var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync();
        // A browser sends both cookies to both servers, because cookies are shared by all ports of a host.
        var both = $"{await one.SignInAsync()}; {await two.SignInAsync()}";

        Assert.Equal((200, 200), (await one.StatusAsync(Status, both), await two.StatusAsync(Status, both)));
    }

    [Fact]
    public async Task TwoInstances_NoCookieOfOneHasTheNameOfOneOfTheOther()
    {
        await using var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync();

        var (first, second) = (CookieNames(one), CookieNames(two));

        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task Rotate_OfTheKeptToken_EndsSessionsTokenAndConnections()
    {
        await using var server = await StartKeptAsync();
        var cookie = await server.SignInAsync();
        await using var hub = await HubClient.ConnectAsync(server);
        await using var batches = hub.SubscribeAsync(null, null).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());
        var next = batches.MoveNextAsync().AsTask();

        var another = AccessToken.Random();
        TokenFile.Write(Kept, another);

        await Assert.ThrowsAnyAsync<Exception>(() => next.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.True(next.IsCompleted, "the connection is still open");
        Assert.Equal(401, await server.StatusAsync(Status, cookie));
        await server.GetAsync(Status, 401);
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", another.Text);
        await server.GetAsync(Status);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public async Task TokenFile_BecomesRubbish_TheTokenBeforeHolds(string rubbish)
    {
        await using var server = await StartKeptAsync();
        var cookie = await server.SignInAsync();

        await File.WriteAllTextAsync(Kept, rubbish);

        Assert.Equal(200, await server.StatusAsync(Status, cookie));
        File.Delete(Kept);
        Assert.Equal(200, await server.StatusAsync(Status, cookie));
    }

    [Fact]
    public async Task Connections_OneTooMany_503UntilOneEnds()
    {
        await using var server = await TestServer.StartAsync();
        var connections = server.Services.GetRequiredService<OpenConnections>();
        var open = Enumerable.Range(0, OpenConnections.Max).Select(_ => connections.TryEnter(new DefaultHttpContext())!).ToList();

        foreach (var path in (string[])["/api/v1/events/stream", "/api/v1/events/export", "/hubs/lifecycle", "/_blazor"])
        {
            using var refused = await server.Client.GetAsync(path);
            Assert.Equal((503, 5), ((int)refused.StatusCode, refused.Headers.RetryAfter?.Delta?.TotalSeconds));
        }

        await server.GetAsync(Status);
        open[0].Dispose();
        using var stream = await server.Client.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)stream.StatusCode);
    }

    /// <summary>The cookies of the login and of the framework's pages.</summary>
    private static IEnumerable<string?> CookieNames(TestServer server)
        => [server.Services.GetRequiredService<SessionCookie>().Name, server.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name];

    private Task<TestServer> StartKeptAsync()
    {
        var token = new AccessToken(TestServer.Token);
        TokenFile.Write(Kept, token);
        return TestServer.StartAsync(change: settings => settings with { Token = new TokenKeeper(token, Kept) });
    }
}
