using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>A user floods the real kernel: the pages and /status show what was left out, of which processes, and what filled the ring.</summary>
[Collection(Alone.Name)]
public sealed class PressureTests
{
    private const int Stop = 19;
    private const int GoOn = 18;

    [Fact]
    public async Task Flood_OfAUser_IsNamedOnThePagesAndInStatus()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--ring-size", "65536");
        await using var browser = await BrowserSession.Open(server, "/tracepoints");
        await Assertions.Expect(browser.Get("pressure")).ToContainTextAsync("nothing was left out");

        // The ring is not emptied meanwhile.
        server.Signal(Stop);
        await Child.Run(Repository.Scenario("crowd_out"), "65532", "args", "2000", "2");
        server.Signal(GoOn);

        await Assertions.Expect(browser.Get("pressure-shed")).ToContainTextAsync(new Regex("[1-9][0-9,]* failed execs"));
        await Assertions.Expect(browser.Get("pressure-origin")).ToContainTextAsync(new Regex("crowd_out.*uid 65532"));
        await Assertions.Expect(browser.Get("pressure-culprits").Locator("tbody tr").First).ToContainTextAsync("crowd_out");
        await browser.AssertAccessible();
        Assert.Equal(0, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));

        var status = (await server.Get("/status")).GetProperty("pressure");
        var culprit = status.GetProperty("culprits")[0];
        Assert.Equal((65532, "crowd_out"), (culprit.GetProperty("uid").GetInt32(), culprit.GetProperty("comm").GetString()));
        Assert.True(status.GetProperty("shed").GetProperty("records").GetProperty("exec.fail").GetInt64() > 0);

        await browser.GoTo("e", "/events");
        await browser.Page.GotoAsync(new Uri(new Uri(browser.Page.Url), "/events?q=kind:lost").ToString());
        await Assertions.Expect(browser.Get("event-row").Filter(new() { HasText = "over share" }).First)
            .ToContainTextAsync(new Regex(@"the ring buffer was filled by crowd_out \(uid 65532\)"));
        browser.AssertClean();
    }
}
