using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

// Takes the pictures of the README anew, from the demo recording: neutral by construction. Run scripts/screenshots.sh.
await using var server = await DashboardServer.Start("--replay", Path.Combine(Repository.Root, "src/Dashboard.Server/Recordings/demo.ndjson.gz"));
using var playwright = await Playwright.CreateAsync();
await using var browser = await SharedBrowser.Launch(playwright);

var failed = await First("comm:exec_missing", "id");
var reused = await First("is:recycled", "pid");
await Take("tree", $"/?sel={failed}", ColorScheme.Light);
await Take("events", "/events", ColorScheme.Light);
await Take("errors", "/errors", ColorScheme.Dark);
await Take("pids", $"/pids?pid={reused}", ColorScheme.Light);
var build = await First("comm:make children:>4", "id");
await Take("timeline", $"/timeline?zoom={build}&path={build}", ColorScheme.Dark);
await Take("learn", "/learn/fork-makes-a-new-one", ColorScheme.Light);

async Task<string> First(string filter, string field)
{
    JsonElement page = await server.Get($"/processes?limit=1&filter={Uri.EscapeDataString(filter)}");
    return page.GetProperty("items")[0].GetProperty(field).ToString();
}

async Task Take(string name, string path, ColorScheme scheme)
{
    var page = await browser.NewPageAsync(new()
    {
        BaseURL = server.Address.ToString(),
        ColorScheme = scheme,
        ViewportSize = new ViewportSize { Width = 1400, Height = 860 },
    });
    await page.GotoAsync($"/login?t={DashboardServer.Token}");
    await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
    await page.GetByRole(AriaRole.Main).WaitForAsync();
    // The tint of new rows and the chart's drawing are over within this.
    await page.WaitForTimeoutAsync(2_500);
    var file = Path.Combine(Repository.Root, "docs/img", $"{name}.png");
    await page.ScreenshotAsync(new() { Path = file });
    await page.CloseAsync();
    Console.WriteLine(file);
}
