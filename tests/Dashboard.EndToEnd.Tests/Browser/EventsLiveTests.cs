using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The events page on the real kernel: updates, pausing, and filters in the kernel.</summary>
[Collection(Alone.Name)]
public sealed class EventsLiveTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Events_ExecsOfAProgram_ComeIntoListFacetsAndStrip()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/events?q=comm:exec_failures");
        await Assertions.Expect(browser.Get("filter-input").First).ToBeVisibleAsync();
        await Child.Run(Repository.Scenario("exec_failures"), "500");

        var failures = browser.Get("facet-errno").Locator("[data-value=ENOENT] .facet-count");
        await Assertions.Expect(failures).ToHaveTextAsync(new Regex(@"^[5-9]\d\d$|,"));
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator(".ev-failed")).ToHaveAttributeAsync("d", new Regex("M"));
        await Assertions.Expect(browser.Get("facet-user").GetByTestId("facet-value").First).ToBeVisibleAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Events_ChangesWithoutAnExec_SayWhatChanged()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/events?q=comm:changes%20kind:credentials");
        await Child.Run(Repository.Scenario("changes"), "daemon");

        await Assertions.Expect(browser.Get("event-row")).ToHaveCountAsync(3);
        await Assertions.Expect(browser.Get("event-row").Nth(0)).ToContainTextAsync(new Regex(@"user root \(0\) → .*33"));
        await Assertions.Expect(browser.Get("event-row").Nth(1)).ToContainTextAsync("group 0 → 33");
        await Assertions.Expect(browser.Get("event-row").Nth(2)).ToContainTextAsync("started a new session");
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Fact]
    public async Task Events_Paused_StandStillFacetsAndExportToo()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/events?q=comm:vfork_exec");
        await browser.Get("pause").ClickAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Paused");
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("0 events");
        await Child.Run(Repository.Scenario("vfork_exec"));

        await Assertions.Expect(browser.Get("waiting")).ToHaveTextAsync(new Regex(@"[1-9]\d* new"));
        await Assertions.Expect(browser.Get("empty")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("events-count")).ToContainTextAsync("0 events");
        await browser.Get("export-open").ClickAsync();
        await Assertions.Expect(browser.Get("export-ndjson")).ToHaveAttributeAsync("href", new Regex("filter=comm:vfork_exec&to=20"));
        await browser.Page.Keyboard.PressAsync("Escape");

        await browser.Get("pause").ClickAsync();
        await Assertions.Expect(browser.Get("facet-kind").Locator("[data-value=exit]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Events_NothingYet_OffersACommandAndComesByItself()
    {
        // The kernel reports only this name, so the page stays empty on a busy machine.
        await using var server = await DashboardServer.Start("--only-comm", "events_test_id");
        await using var browser = await BrowserSession.Open(server, "/events");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Waiting for the first event");
        await Assertions.Expect(browser.Get("empty").GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("facets")).ToHaveCountAsync(0);
        await browser.AssertAccessible();

        var folder = Directory.CreateTempSubdirectory("dashboard-events-");
        var program = Path.Combine(folder.FullName, "events_test_id");
        File.Copy("/usr/bin/id", program);
        await Child.Run(program);
        folder.Delete(recursive: true);
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("facets")).ToBeVisibleAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Events_NotPermitted_ShowsTheDemoRecordingAndTheFix()
    {
        await using var server = await Unprivileged.Serve();
        await using var browser = await BrowserSession.Open(server, "/events");
        await Assertions.Expect(browser.Get("notice")).ToContainTextAsync("CAP_BPF");
        await Assertions.Expect(browser.Get("event-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("facet-comm").GetByTestId("facet-value").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("facet-pcomm").GetByTestId("facet-value").First).ToBeVisibleAsync();
        await browser.AssertAccessible();
        browser.AssertClean();
    }
}
