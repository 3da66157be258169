using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>A loss is a hatched row and a hatched band in the tree: on the real kernel, and on a recording with a loss.</summary>
[Collection(Alone.Name)]
public sealed class TreeLossTests
{
    private const int Stop = 19;
    private const int GoOn = 18;

    [Fact]
    public async Task Tree_RingTooSmallForAStorm_SaysHowManyWereLostWhyAndWhen()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--ring-size", "65536");
        await using var browser = await BrowserSession.Open(server, scheme: ColorScheme.Dark);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("tree-loss")).ToHaveCountAsync(0);

        // The ring is not emptied during the storm.
        server.Signal(Stop);
        await Child.Run(Repository.Scenario("storm"), "4000");
        server.Signal(GoOn);

        var loss = browser.Get("tree-loss");
        await Assertions.Expect(loss).ToContainTextAsync(new Regex(@"[1-9][\d,]* records lost: .*(ring full|over share).*, (at )?\d\d:\d\d:\d\d"));
        await Assertions.Expect(browser.Page.Locator(".loss-layer .loss").First).ToBeVisibleAsync();
        await browser.AssertAccessible();
        await loss.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("/events.q=kind"));
        await Assertions.Expect(browser.Get("event-row").First).ToContainTextAsync("lost");
        browser.AssertClean();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 420)]
    public async Task Tree_RecordingWithALoss_ShowsWhereItIsShort(ColorScheme scheme, int width)
    {
        await using var recording = await WrittenRecording.Of(
        [
            """{"kind":"snapshot","process":"200-200000","comm":"sh","bootNs":1000000000,"time":"2026-11-01T10:31:00Z"}""",
            """{"kind":"lost","cause":"ring full","count":1204,"from":"2026-11-01T10:31:07Z","to":"2026-11-01T10:31:09Z","bootNs":10000000000,"time":"2026-11-01T10:31:09Z"}""",
            """{"kind":"fork","process":"300-14000000000","parent":"200-200000","comm":"sh","how":"fork","bootNs":15000000000,"time":"2026-11-01T10:31:14Z"}""",
        ]);
        await using var server = await DashboardServer.Start("--replay", recording.Path);
        await using var browser = await BrowserSession.Open(server, "/tree?tz=utc", scheme: scheme, width: width);

        await Assertions.Expect(browser.Get("tree-loss")).ToContainTextAsync("1,204 records lost: ring full, 10:31:07 to 10:31:09");
        await browser.AssertAccessible();
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        if (width > 1000)
        {
            // The bars cover 14 s since capture, and the band lies between the seventh and the ninth second. js/clock.js places it.
            await Assertions.Expect(browser.Page.Locator(".loss-layer .loss")).ToHaveAttributeAsync("style", new Regex("width"));
            var column = (await browser.Page.Locator(".thead .c-life").BoundingBoxAsync())!;
            var band = (await browser.Page.Locator(".loss-layer .loss").BoundingBoxAsync())!;
            Assert.InRange((band.X - column.X) / column.Width, 0.47, 0.53);
            Assert.InRange(band.Width / column.Width, 0.12, 0.17);
            Assert.True(band.Height > 200, "the band goes down behind all rows");
        }

        browser.AssertClean();
    }
}
