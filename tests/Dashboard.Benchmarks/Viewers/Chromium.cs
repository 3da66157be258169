using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>A browser with pages of the dashboard in it; logged in once for all of them.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;

    private Chromium(IPlaywright playwright, IBrowser browser, IBrowserContext context)
        => (_playwright, _browser, _context) = (playwright, browser, context);

    public static async Task<Chromium> Start(DashboardServer server)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await SharedBrowser.Launch(playwright);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 1400, Height = 900 },
        });
        context.SetDefaultTimeout(120_000);
        var login = await context.NewPageAsync();
        await login.GotoAsync($"/login?t={DashboardServer.Token}");
        await login.CloseAsync();
        return new Chromium(playwright, browser, context);
    }

    /// <summary>A page whose circuit is up and has drawn.</summary>
    public async Task<WatchingPage> Open(string path)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(path);
        if (path == "/")
        {
            await page.GetByTestId("tree-row").First.WaitForAsync();
        }
        else
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        return new WatchingPage(page, await _context.NewCDPSessionAsync(page));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
