using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// A person's browser with one page open: cookies and storage of its own, in the one Chromium that all tests share.
/// Watches what a person would not forgive: errors in the console, requests to another origin.
/// <see cref="AssertClean"/> tells of them.
/// </summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private const int MostTabs = 80;

    private readonly IBrowserContext _context;
    private readonly Uri _origin;
    private readonly List<string> _complaints = [];
    private long _receivedBytes;

    // A machine that runs this beside other work draws late; what never comes still fails.
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

    /// <summary>Bytes that came over web sockets so far.</summary>
    public long ReceivedBytes => Interlocked.Read(ref _receivedBytes);

    public static async Task<BrowserSession> Open(DashboardServer server, string path = "/", bool login = true, ColorScheme scheme = ColorScheme.Light, int width = 1400)
    {
        var context = await (await SharedBrowser.Get()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        if (login)
        {
            // For the cookie alone: LoginTests go by the page.
            await context.APIRequest.GetAsync($"/login?t={DashboardServer.Token}", new() { MaxRedirects = 0 });
        }

        var session = new BrowserSession(context, await context.NewPageAsync(), server.Address);
        await session.Page.GotoAsync(path);
        return session;
    }

    public ILocator Get(string testId) => Page.GetByTestId(testId);

    public ILocator Row(int pid) => Page.Locator($"[data-testid=tree-row][data-process-id^='{pid}-']");

    /// <summary>
    /// Presses a key that is a command. Rows may stand there before the page hears keys, and a key too early is lost.
    /// What the key brings about is a round trip away: wait for it before the next one.
    /// </summary>
    public async Task Press(string key)
    {
        await Assertions.Expect(Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to another page by g and a letter; again, where a busy machine heard the letter too late for the g.</summary>
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

    /// <summary>Presses Tab until something has the focus: what a hand without a mouse does.</summary>
    public async Task TabTo(ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < MostTabs; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{MostTabs} times Tab do not lead to {target}.");
    }

    /// <summary>No finding that axe calls serious or critical.</summary>
    public async Task AssertAccessible() => AssertNothing(await Axe.SeriousFindings(Page));

    /// <summary>The same in light and in dark, where nothing is another than the colours.</summary>
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
