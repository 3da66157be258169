using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>A download from the events page has what the page shows, and can be opened again.</summary>
[Collection(SharedClipboard.Name)]
public sealed class EventsExportTests
{
    [Fact]
    public async Task Ndjson_OfFilterAndRange_OpensAgainAsTheSameEvents()
    {
        await using var recording = await WrittenRecording.Of(EventStories.TwoTimes());
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await using var browser = await BrowserSession.Open(server, "/events?q=errno:ENOENT&from=2026-11-01T12:00:19.6Z");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("20 events");
        var file = await Download(browser, "export-ndjson");
        try
        {
            var lines = await File.ReadAllLinesAsync(file);
            Assert.Equal(20, lines.Length);
            Assert.All(lines, line => Assert.Equal("ENOENT", JsonDocument.Parse(line).RootElement.GetProperty("errno").GetString()));

            await using var again = await DashboardServer.Start("--replay", file);
            await Eventually.True(async () => (await again.Get("/events?limit=1")).GetProperty("total").GetInt32() == 20, "20 events");
            await using var reader = await BrowserSession.Open(again, "/events");
            await Assertions.Expect(reader.Get("events-count")).ToContainTextAsync("20 events");
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Grid)).ToContainTextAsync("/opt/broken/tool");
            reader.AssertClean();
        }
        finally
        {
            File.Delete(file);
        }

        browser.AssertClean();
    }

    [Fact]
    public async Task Csv_OfHostileText_HasNoFormula()
    {
        await using var recording = await WrittenRecording.Of(
        [
            """{"kind":"exec.exit","process":"200-200000","tid":200,"comm":"=1+1","syscall":"execve","path":"@SUM(1,\"2\")\n","args":["-x"],"ret":-2,"bootNs":1000000000,"time":"2026-11-01T12:00:00Z"}""",
        ]);
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await using var browser = await BrowserSession.Open(server, "/events");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("1 event");
        var file = await Download(browser, "export-csv");
        try
        {
            var text = await File.ReadAllTextAsync(file);
            var lines = text.Split("\r\n");
            Assert.Equal(3, lines.Length);
            Assert.StartsWith("seq,time,kind,", lines[0]);
            Assert.Contains(",'=1+1,execve,\"'@SUM(1,\"\"2\"\")\\n\",,'-x,-2,ENOENT,", lines[1]);
        }
        finally
        {
            File.Delete(file);
        }

        browser.AssertClean();
    }

    [Fact]
    public async Task Copy_OfTheNewest_SaysHowManyAndIsOnTheClipboard()
    {
        await using var recording = await WrittenRecording.Of(EventStories.TwoTimes());
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await using var browser = await BrowserSession.Open(server, "/events?q=errno:ENOENT");
        await browser.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await browser.Get("export-open").ClickAsync();
        await browser.Get("export-copy").ClickAsync();
        await Assertions.Expect(browser.Get("export-copy")).ToContainTextAsync("Copied 40 events");
        var lines = (await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(40, lines.Length);
        Assert.Equal(100, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("seq").GetInt32());
    }

    private static async Task<string> Download(BrowserSession browser, string testId)
    {
        await browser.Get("export-open").ClickAsync();
        var download = await browser.Page.RunAndWaitForDownloadAsync(() => browser.Get(testId).ClickAsync());
        Assert.Matches(@"^events-\d{8}-\d{6}\.(ndjson|csv)$", download.SuggestedFilename);
        var file = Path.Combine(Path.GetTempPath(), $"export-{Guid.NewGuid():N}.ndjson");
        await download.SaveAsAsync(file);
        return file;
    }
}
