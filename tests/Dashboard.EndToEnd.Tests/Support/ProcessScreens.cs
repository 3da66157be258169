using System.Text.Json;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Both views of one process: its own page, and the details pane.</summary>
internal sealed class ProcessScreens(DashboardServer server)
{
    /// <summary>The pid may have belonged to another process before. The second allows for the difference of the two clocks.</summary>
    private readonly DateTimeOffset _since = DateTimeOffset.UtcNow.AddSeconds(-1);

    /// <summary>The process that a filter finds, once it has exited and was reaped.</summary>
    public Task<JsonElement> Reaped(string filter)
        => Find(filter, process => process.GetProperty("reaped").ValueKind == JsonValueKind.Object
            && process.GetProperty("start").GetDateTimeOffset() > _since, "reaped");

    public Task<JsonElement> InState(string filter, string state)
        => Find(filter, process => process.GetProperty("state").GetString() == state, state);

    public static string IdOf(JsonElement process) => process.GetProperty("id").GetString()!;

    public static int PidOf(JsonElement process) => process.GetProperty("pid").GetInt32();

    /// <summary>Opens the page and then the pane, and calls the test for each.</summary>
    public async Task Show(JsonElement process, Func<Details, Task> check)
    {
        var id = IdOf(process);
        await using var browser = await BrowserSession.Open(server, $"/process/{id}");
        await CheckAsync();
        await browser.Page.GotoAsync($"/tree?sel={id}");
        await CheckAsync();
        browser.AssertClean();

        async Task CheckAsync()
        {
            var details = browser.Get("details");
            await Assertions.Expect(details).ToHaveAttributeAsync("data-process-id", id);
            await check(new Details(browser));
            await browser.AssertAccessible();
        }
    }

    private async Task<JsonElement> Find(string filter, Func<JsonElement, bool> fits, string what)
    {
        var text = await Eventually.Get(
            async () =>
            {
                var found = (await server.Get($"/processes?filter={Uri.EscapeDataString(filter)}")).GetProperty("items").EnumerateArray().Where(fits).ToList();
                return found.Count == 0 ? null : found[0].GetRawText();
            },
            $"a process with {filter}, {what}");
        return JsonDocument.Parse(text).RootElement;
    }
}
