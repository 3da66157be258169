using System.Net.Http.Headers;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Server.Hosting;
using Dashboard.Server.Security;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Hosting;

/// <summary>The real server on a free port of the loopback address, with a feed that the test writes.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Token = "right-token";

    private readonly WebApplication _app;

    private TestServer(WebApplication app, FakeFeed feed, Capture capture)
    {
        _app = app;
        Feed = feed;
        Capture = capture;
        Address = new Uri(app.Urls.First());
        Client = NewClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public FakeFeed Feed { get; }

    public Capture Capture { get; }

    public Uri Address { get; }

    /// <summary>Has the token.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestServer> StartAsync(
        Story? story = null, CaptureLimits? limits = null, CaptureNotice? notice = null, FakeFeed? feed = null, string? dataDirectory = null)
    {
        feed ??= new FakeFeed();
        var capture = new CaptureSource(feed, notice).NewCapture(limits);
        var settings = new ServeSettings { Urls = ["http://127.0.0.1:0"], Token = new AccessToken(Token), DataDirectory = dataDirectory };
        var app = DashboardHost.Build(settings, feed, capture);
        await app.StartAsync();
        var server = new TestServer(app, feed, capture);
        if (story is not null)
        {
            await server.TellAsync(story);
        }

        return server;
    }

    /// <summary>A client without the token, without cookies, that does not follow redirects.</summary>
    public HttpClient NewClient() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>Feeds what was told since the last time, and waits until it is applied.</summary>
    public async Task TellAsync(Story story)
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
    }
}
