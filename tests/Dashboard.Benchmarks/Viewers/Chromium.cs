using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>A browser with pages of the dashboard in it; logged in once for all of them.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;
    private readonly DashboardServer _server;

    private Chromium(IPlaywright playwright, IBrowser browser, IBrowserContext context, DashboardServer server)
        => (_playwright, _browser, _context, _server) = (playwright, browser, context, server);

    public static async Task<Chromium> Start(DashboardServer server)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await SharedBrowser.Launch(playwright);
        return new Chromium(playwright, browser, await LogIn(browser, server), server);
    }

    /// <summary>A page whose circuit is up and has drawn.</summary>
    public Task<WatchingPage> Open(string path) => Open(_context, path);

    /// <summary>The same as another person with a browser of their own: other cookies, other memory.</summary>
    public async Task<WatchingPage> OpenOwn(string path) => await Open(await LogIn(_browser, _server), path);

    private static async Task<IBrowserContext> LogIn(IBrowser browser, DashboardServer server)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 1400, Height = 900 },
        });
        context.SetDefaultTimeout(120_000);
        var login = await context.NewPageAsync();
        await login.GotoAsync($"/login?t={DashboardServer.Token}");
        await login.CloseAsync();
        return context;
    }

    private static async Task<WatchingPage> Open(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        if (path == "/tree")
        {
            await page.GetByTestId("tree-row").First.WaitForAsync();
        }
        else
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        // From then on it hears keys.
        await page.WaitForSelectorAsync("html[data-hears]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return new WatchingPage(page, await context.NewCDPSessionAsync(page));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
