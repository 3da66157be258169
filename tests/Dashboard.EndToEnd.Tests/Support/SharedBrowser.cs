using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>
/// One Chromium for all tests: a session is a browser context with its own cookies, storage and cache, at a tenth of the
/// cost of a process. Started by the first test that opens a page, ended after the last test.
/// </summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    /// <summary>The same engine without the windows of a browser: a page costs a third of the CPU time.</summary>
    private const string HeadlessShell = "/usr/bin/chromium-headless-shell";

    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright!.Dispose();
            (_playwright, _browser) = (null, null);
        }
    }

    internal static async Task<IBrowser> Get()
    {
        await Starting.WaitAsync();
        try
        {
            // If the browser crashed, only the current tests fail.
            if (_browser is not { IsConnected: true })
            {
                _playwright ??= await Playwright.CreateAsync();
                _browser = await Launch(_playwright);
            }

            return _browser;
        }
        finally
        {
            Starting.Release();
        }
    }

    internal static Task<IBrowser> Launch(IPlaywright playwright)
        => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = File.Exists(HeadlessShell) ? HeadlessShell : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
}
