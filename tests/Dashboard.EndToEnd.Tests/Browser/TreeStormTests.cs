using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Storms of the real kernel in the tree, in subtrees and in the lineage by original parent.</summary>
[Collection(Alone.Name)]
public sealed partial class TreeStormTests(LiveServer live) : IClassFixture<LiveServer>
{
    private const int Forks = 2_000;

    [Fact]
    public async Task Storm_OfTwoThousand_IsAFewRowsThatCountExactly()
    {
        await using var storm = Child.Start(Repository.Scenario("storm"), $"{Forks}");
        await storm.Ended();

        // By id: during storms the pid may already belong to another process.
        var id = await Eventually.Get(
            async () => (await live.Server.Get($"/pids/{storm.Pid}")).GetProperty("lives").EnumerateArray()
                .LastOrDefault(l => l.GetProperty("images").EnumerateArray().Any(i => i.GetProperty("n").GetInt32() > 0 && i.GetProperty("comm").GetString() == "storm")) is { ValueKind: System.Text.Json.JsonValueKind.Object } found
                ? found.GetProperty("id").GetString() : null,
            "the storm in the capture");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=under:{id}&keep=all", scheme: ColorScheme.Dark);

        var rows = browser.Get("storm-row");
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync($"{Forks + 3:N0} of ");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        var labels = await rows.EvaluateAllAsync<string[]>("rows => rows.map(r => r.ariaLabel)");
        Assert.Equal(Forks, labels.Sum(l => int.Parse(CountOf().Match(l).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
        Assert.All(labels, l => Assert.Contains("median", l));
        await browser.AssertAccessible();

        // By keys only: the last row is the second storm. Open it, one down, and back up.
        var last = rows.Nth(1);
        await browser.Get("tree-row").First.FocusAsync();
        await browser.Press("End");
        await Assertions.Expect(last).ToBeFocusedAsync();
        await browser.Press("ArrowRight");
        await Assertions.Expect(last).ToHaveAttributeAsync("aria-expanded", "true");
        await browser.Press("ArrowDown");
        await Assertions.Expect(browser.Page.Locator("[data-testid=tree-row]:focus")).ToHaveAttributeAsync("aria-setsize", $"{Forks / 2}");
        await browser.Press("ArrowLeft");
        await Assertions.Expect(last).ToBeFocusedAsync();
        await browser.Press("ArrowLeft");
        await Assertions.Expect(last).ToHaveAttributeAsync("aria-expanded", "false");
        browser.AssertClean();
    }

    [Fact]
    public async Task Zoom_ByKeyAndByLink_ShowsTheSubtreeAlone()
    {
        await using var shell = Child.Start("/bin/sh", "-c", "cat; true");
        await using var other = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{shell.Pid}");
        await browser.Row(shell.Pid).FocusAsync();
        await browser.Row(shell.Pid).ClickAsync();
        await Assertions.Expect(browser.Row(shell.Pid)).ToHaveAttributeAsync("aria-selected", "true");
        await browser.Press("z");
        await Assertions.Expect(browser.Get("zoom-path")).ToContainTextAsync($"sh {shell.Pid}");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(ZoomOf());
        await Assertions.Expect(browser.Get("tree-row")).ToHaveCountAsync(1);

        // The same URL in a new browser, without the filter.
        var zoom = ZoomOf().Match(browser.Page.Url).Groups[1].Value;
        await using var fresh = await BrowserSession.Open(live.Server, $"/tree?zoom={zoom}");
        await Assertions.Expect(fresh.Get("tree-row")).ToHaveCountAsync(2);
        await Assertions.Expect(fresh.Row(other.Pid)).ToHaveCountAsync(0);
        await fresh.AssertAccessible();
        await fresh.Get("zoom-out").ClickAsync();
        await Assertions.Expect(fresh.Get("zoom-path")).ToHaveCountAsync(0);
        await fresh.Get("filter-input").First.FillAsync($"pid:{other.Pid}");
        await Assertions.Expect(fresh.Row(other.Pid)).ToHaveCountAsync(1);
        fresh.AssertClean();
    }

    [Fact]
    public async Task Orphan_ByCurrentParent_HangsUnderWhoTookIt()
    {
        await using var shell = Child.Start("/bin/sh", "-c", "sh -c 'cat <&3 >/dev/null 2>&1 & echo $!' 3<&0; cat");
        var orphan = int.Parse(await Eventually.Get(() => Task.FromResult(shell.Output.FirstOrDefault()), "the orphan's number"), CultureInfo.InvariantCulture);
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{orphan},{shell.Pid}&keep=all");
        await Assertions.Expect(browser.Row(orphan)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Row(orphan)).ToHaveAttributeAsync("aria-level", $"{await Level(browser, shell.Pid) + 2}");

        await browser.Get("lineage").SelectOptionAsync("parent");

        await Assertions.Expect(browser.Row(orphan)).Not.ToHaveAttributeAsync("aria-level", $"{await Level(browser, shell.Pid) + 2}");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("by=parent"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Follow_ProcessThatEnds_StaysInSight()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=under:{cat.Pid}&keep=0");
        await browser.Row(cat.Pid).ClickAsync();
        await Assertions.Expect(browser.Row(cat.Pid)).ToHaveAttributeAsync("aria-selected", "true");
        await browser.Press("f");
        await Assertions.Expect(browser.Get("follow")).ToBeCheckedAsync();
        cat.Input.Close();
        await cat.Ended();
        await Assertions.Expect(browser.Row(cat.Pid)).ToContainTextAsync("exit");
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeInViewportAsync();
    }

    private static async Task<int> Level(BrowserSession browser, int pid)
        => int.Parse(await browser.Row(pid).GetAttributeAsync("aria-level") ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"× ([\d,]+)")]
    private static partial Regex CountOf();

    [GeneratedRegex("zoom=([0-9-]+)")]
    private static partial Regex ZoomOf();
}
