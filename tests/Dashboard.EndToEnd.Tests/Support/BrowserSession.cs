using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// A browser with one open page: cookies and storage of its own, in the one Chromium that all tests share. Records errors
/// in the console and requests to another origin, which <see cref="AssertClean"/> reports.
/// </summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private const int MaxTabs = 80;

    private readonly IBrowserContext _context;
    private readonly Uri _origin;
    private readonly List<string> _complaints = [];
    private long _receivedBytes;

    // Long, because a busy machine renders late; a missing element still fails.
    static BrowserSession() => Assertions.SetDefaultExpectTimeout(20_000);

    private BrowserSession(IBrowserContext context, IPage page, Uri origin)
    {
        (_context, Page, _origin) = (context, page, origin);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"page: {error}");
        page.Request += (_, request) => CheckOrigin(request.Url);
        page.WebSocket += (_, socket) =>
        {
            CheckOrigin(socket.Url.Replace("ws://", "http://"));
            socket.FrameReceived += (_, frame) => Interlocked.Add(ref _receivedBytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
        };
    }

    public IPage Page { get; }

    /// <summary>Bytes received over web sockets so far.</summary>
    public long ReceivedBytes => Interlocked.Read(ref _receivedBytes);

    public static async Task<BrowserSession> Open(DashboardServer server, string path = "/tree", bool login = true, ColorScheme scheme = ColorScheme.Light, int width = 1400)
    {
        var context = await (await SharedBrowser.Get()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        if (login)
        {
            // Only for the cookie; LoginTests use the login page.
            await context.APIRequest.GetAsync($"/login?t={DashboardServer.Token}", new() { MaxRedirects = 0 });
        }

        var session = new BrowserSession(context, await context.NewPageAsync(), server.Address);
        await session.Page.GotoAsync(path);
        return session;
    }

    public ILocator Get(string testId) => Page.GetByTestId(testId);

    public ILocator Row(int pid) => Page.Locator($"[data-testid=tree-row][data-process-id^='{pid}-']");

    /// <summary>
    /// Presses a command key. Rows may be visible before the page handles keys, and an early key would be lost. Its effect
    /// takes a round trip: wait for it before the next key.
    /// </summary>
    public async Task Press(string key)
    {
        await Assertions.Expect(Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Opens another page by g and a letter; retries, because a busy machine may handle the letter too late after the g.</summary>
    public Task GoTo(string letter, string path)
        => Eventually.True(
            async () =>
            {
                await Press("g");
                await Press(letter);
                try
                {
                    await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path, new() { Timeout = 3_000, WaitUntil = WaitUntilState.Commit });
                    return true;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            },
            $"{path} after g {letter}");

    /// <summary>Presses Tab until the target has the focus.</summary>
    public async Task TabTo(ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < MaxTabs; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{MaxTabs} times Tab do not lead to {target}.");
    }

    /// <summary>Asserts that axe has no serious or critical finding.</summary>
    public async Task AssertAccessible() => AssertNothing(await Axe.SeriousFindings(Page));

    /// <summary>The same in the light and the dark theme, which differ only in colours.</summary>
    public async Task AssertAccessibleInBothThemes()
    {
        await AssertAccessible();
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(Page.Locator("html[data-theme=dark]")).ToHaveCountAsync(1);
        AssertNothing(await Axe.SeriousFindings(Page, "color-contrast"));
    }

    public void AssertClean() => AssertNothing(_complaints);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static void AssertNothing(IReadOnlyList<string> complaints) => Assert.True(complaints.Count == 0, string.Join("\n", complaints));

    private void CheckOrigin(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Authority != _origin.Authority)
        {
            _complaints.Add($"request to another origin: {url}");
        }
    }
}
