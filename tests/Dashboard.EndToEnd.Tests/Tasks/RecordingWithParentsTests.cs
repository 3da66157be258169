using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>Everyday task: open a colleague's recording and see who started a process that has ended.</summary>
public sealed class RecordingWithParentsTests(ReplayServer replay)
{
    [Fact]
    public async Task Recording_OpenedAndFiltered_ShowsAnEndedProcessBelowItsParentsWithoutAClick()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree");
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("keep")).ToHaveValueAsync("all");

        // One step: the name.
        await browser.Get("filter-input").First.FillAsync("comm:crash");

        var crash = browser.Get("tree-row").Filter(new() { HasText = "crash" }).Last;
        await Assertions.Expect(crash).ToHaveClassAsync(new Regex("gone"));
        await Assertions.Expect(crash).Not.ToHaveClassAsync(new Regex("context"));
        var level = int.Parse((await crash.GetAttributeAsync("aria-level"))!);
        Assert.InRange(level, 2, 20);
        var parents = browser.Get("tree-row").And(browser.Page.Locator(".context"));
        await Assertions.Expect(parents).ToHaveCountAsync(level - 1);
        await Assertions.Expect(parents.Last).ToContainTextAsync("make");
        await Assertions.Expect(crash.Locator(".c-cmd")).ToContainTextAsync("crash");
        browser.AssertClean();
    }

    /// <summary>A task list is in the order of pids, and after a wraparound a child has a smaller one than its parent.</summary>
    [Fact]
    public async Task Recording_ThatDescribesParentsAfterTheirChildren_ShowsThemBelowTheirParentsWithOneNameEach()
    {
        await using var recording = await WrittenRecording.Of(
        [
            """{"kind":"snapshot","process":"400-9000000000","parent":"928-8000000000","comm":"job","bootNs":10000000000,"time":"2026-11-01T10:31:00Z"}""",
            """{"kind":"snapshot","process":"928-8000000000","parent":"1-1000","comm":"bash","bootNs":10000000001,"time":"2026-11-01T10:31:00Z"}""",
            """{"kind":"census","present":["1-1000","400-9000000000","928-8000000000"],"comm":"","bootNs":10000000002,"time":"2026-11-01T10:31:00Z"}""",
            """{"kind":"exec.exit","process":"500-9000000001","parent":"77-5000","comm":"tool","syscall":"execve","path":"/bin/tool","ret":0,"bootNs":10000000003,"time":"2026-11-01T10:31:00Z"}""",
            """{"kind":"fork","process":"501-10000000004","parent":"77-5000","comm":"cron","how":"fork","by":{"id":"77-5000","pid":77,"comm":"cron"},"bootNs":10000000005,"time":"2026-11-01T10:31:00Z"}""",
            """{"kind":"rename","process":"1-1000","comm":"init","from":"init","to":"init","bootNs":11000000000,"time":"2026-11-01T10:31:01Z"}""",
        ]);
        await using var server = await DashboardServer.Start("--replay", recording.Path);

        var levels = (await server.Get("/processes?limit=10")).GetProperty("items").EnumerateArray()
            .ToDictionary(p => p.GetProperty("pid").GetInt32(), p => p.GetProperty("currentParent"));
        Assert.Equal(["bash", "cron", "cron"], ((int[])[400, 500, 501]).Select(pid => levels[pid].GetProperty("comm").GetString()));

        await using var browser = await BrowserSession.Open(server, "/tree");
        string[] lineage = ["init", "bash", "job"];
        for (var i = 0; i < lineage.Length; i++)
        {
            await Assertions.Expect(browser.Get("tree-row").Nth(i)).ToHaveAttributeAsync("aria-level", $"{i + 1}");
            await Assertions.Expect(browser.Get("tree-row").Nth(i)).ToContainTextAsync(lineage[i]);
        }

        browser.AssertClean();
    }
}
