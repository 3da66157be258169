using System.Globalization;
using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;

// Takes the pictures of the README anew, from the demo recording: neutral by construction. Run scripts/screenshots.sh.
await using var server = await DashboardServer.Start("--replay", Path.Combine(Repository.Root, "src/Dashboard.Server/Recordings/demo.ndjson.gz"));
using var playwright = await Playwright.CreateAsync();
await using var browser = await SharedBrowser.Launch(playwright);

// The first of them: there is more to see before it than after.
var failed = (await server.Get("/processes?limit=100&filter=comm:exec_missing")).GetProperty("items").EnumerateArray().Last().GetProperty("id").ToString();
var reused = await First("is:recycled", "pid");
await Take("overview", "/", ColorScheme.Light);
await Take("tree", $"/tree?sel={failed}", ColorScheme.Light);
await Take("events", "/events", ColorScheme.Light);
await Take("errors", "/errors", ColorScheme.Dark);
await Take("pids", $"/pids?pid={reused}", ColorScheme.Light);
var build = await First("comm:make children:>4", "id");
var (from, to) = (await Time(build, "start", -15), await Time(build, "exit.time", 60));
await Take("timeline", $"/timeline?zoom={build}&path={build}&from={from}&to={to}", ColorScheme.Dark);
await Take("learn", "/learn/fork-makes-a-new-one", ColorScheme.Light, async page =>
{
    await page.GetByTestId("choice").Nth(1).ClickAsync();
    await page.GetByTestId("play-button").ClickAsync();
    await Assertions.Expect(page.GetByTestId("verdict")).ToContainTextAsync("checked");
    await page.Locator("section:has(> #run)").EvaluateAsync("part => part.scrollIntoView()");
});

async Task<string> First(string filter, string field)
{
    JsonElement page = await server.Get($"/processes?limit=1&filter={Uri.EscapeDataString(filter)}");
    return page.GetProperty("items")[0].GetProperty(field).ToString();
}

async Task<string> Time(string id, string field, int plusMs)
{
    var process = await server.Get($"/processes/{id}");
    foreach (var part in field.Split('.'))
    {
        process = process.GetProperty(part);
    }

    return process.GetDateTimeOffset().AddMilliseconds(plusMs).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

async Task Take(string name, string path, ColorScheme scheme, Func<IPage, Task>? act = null)
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
    if (act is not null)
    {
        await act(page);
    }

    // The tint of new rows and the chart's drawing are over within this.
    await page.WaitForTimeoutAsync(2_500);
    var file = Path.Combine(Repository.Root, "docs/img", $"{name}.png");
    await page.ScreenshotAsync(new() { Path = file });
    await page.CloseAsync();
    Console.WriteLine(file);
}
