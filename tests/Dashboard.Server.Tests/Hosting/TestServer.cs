using System.Net.Http.Headers;
using System.Text.Json;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Readings;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Hosting;

/// <summary>The real server on a free port of the loopback address, with a feed that the test controls.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Token = "the-right-token-of-the-tests";

    private readonly WebApplication _app;
    private readonly ServeSettings _settings;

    private TestServer(WebApplication app, ServeSettings settings, FakeFeed feed, Capture capture)
    {
        (_app, _settings) = (app, settings);
        Feed = feed;
        Capture = capture;
        Address = new Uri(app.Urls.First());
        Client = NewClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public FakeFeed Feed { get; }

    public Capture Capture { get; }

    public Uri Address { get; }

    /// <summary>Sends the token.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="dataDirectory">The data directory; null keeps no data.</param>
    /// <param name="change">Changes the default settings.</param>
    public static async Task<TestServer> StartAsync(
        Story? story = null, CaptureLimits? limits = null, CaptureNotice? notice = null, FakeFeed? feed = null, string? dataDirectory = null,
        Func<ServeSettings, ServeSettings>? change = null, Action<string>? warn = null, IProcessReader? readings = null)
    {
        feed ??= new FakeFeed();
        var capture = new CaptureSource(feed, notice).NewCapture(limits) with { Readings = readings };
        var settings = new ServeSettings
        {
            Urls = ["http://127.0.0.1:0"],
            Token = new TokenKeeper(new AccessToken(Token)),
            Data = DataDirectory.Open(dataDirectory, keepsUsually: false, warn ?? Assert.Fail),
        };
        settings = change?.Invoke(settings) ?? settings;
        var app = DashboardHost.Build(settings, feed, capture);
        await app.StartAsync();
        var server = new TestServer(app, settings, feed, capture);
        if (story is not null)
        {
            await server.FeedAsync(story);
        }

        return server;
    }

    /// <summary>A client without the token, without cookies, that does not follow redirects.</summary>
    public HttpClient NewClient() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>Logs in as a browser does and returns the cookie header for later requests: "dashboard-1a2b3c4d=…".</summary>
    public async Task<string> SignInAsync()
    {
        using var client = NewClient();
        using var response = await client.GetAsync($"/login?t={_settings.Token.Current.Text}");
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>The status of a request with a cookie.</summary>
    public async Task<int> StatusAsync(string path, string cookie)
    {
        using var client = NewClient();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    /// <summary>Feeds the story's new events, and waits until they are applied.</summary>
    public async Task FeedAsync(Story story)
    {
        var batch = story.Take();
        var wanted = Capture.Store.Read(view => view.Events.LastSeq) + batch.Count(e => e.IsPublished);
        var version = Capture.Store.Version;
        Feed.Send(batch);
        await Eventually.BecomesTrueAsync(
            () => Capture.Store.Version > version && Capture.Store.Read(view => view.Events.LastSeq) >= wanted, $"event {wanted} is applied");
    }

    public async Task<JsonElement> GetAsync(string path, int status = 200)
    {
        using var response = await Client.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{path}: {(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>An address with the query parameter escaped.</summary>
    public static string Query(string path, params (string Name, string Value)[] parameters)
        => path + "?" + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Feed.End();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _settings.Data.Dispose();
        _settings.AccessLog?.Dispose();
    }
}
