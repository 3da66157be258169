using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The tree by keys only, on a recording that does not change.</summary>
public sealed class TreeKeysTests(TreeKeysTests.Recorded recorded) : IClassFixture<TreeKeysTests.Recorded>
{
    private const int Processes = 300;

    [Fact]
    public async Task Keys_PageHomeAndEnd_MoveTheFocusAsATreegridHasIt()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/tree?storms=open");
        var focused = browser.Page.Locator("[data-testid=tree-row]:focus");
        await browser.Get("tree-row").First.FocusAsync();

        await browser.Press("PageDown");
        await Assertions.Expect(focused).ToHaveAttributeAsync("aria-rowindex", new Regex("^(1[5-9]|2[0-9]|3[0-9])$"));
        var page = await focused.GetAttributeAsync("aria-rowindex");
        await browser.Press("j");
        await Assertions.Expect(focused).ToHaveAttributeAsync("aria-rowindex", $"{int.Parse(page!) + 1}");
        await browser.Press("End");
        await Assertions.Expect(focused).ToHaveAttributeAsync("aria-rowindex", $"{Processes + 2}");
        await browser.Press("PageUp");
        await Assertions.Expect(focused).Not.ToHaveAttributeAsync("aria-rowindex", $"{Processes + 2}");
        await Assertions.Expect(focused).ToBeInViewportAsync();
        await browser.Press("u");
        await Assertions.Expect(focused).ToHaveAttributeAsync("aria-rowindex", "2");
        await browser.Press("End");
        await Assertions.Expect(focused).ToHaveAttributeAsync("aria-rowindex", $"{Processes + 2}");
        await browser.Press("Home");
        await Assertions.Expect(focused).ToHaveAttributeAsync("aria-rowindex", "2");
        browser.AssertClean();
    }

    [Fact]
    public async Task Keys_Brackets_OpenTheDetailsAndWalkThroughTheImages()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/tree?storms=open");
        await browser.Get("tree-row").Nth(1).FocusAsync();
        await browser.Press("j");
        await Assertions.Expect(browser.Get("tree-row").Nth(1)).ToBeFocusedAsync();

        await browser.Press("]");
        var stations = browser.Get("track").Locator(".station[tabindex]");
        await Assertions.Expect(stations).ToHaveCountAsync(2);
        await browser.Press("]");
        await Assertions.Expect(stations.First).ToBeFocusedAsync();
        await browser.Press("]");
        await Assertions.Expect(stations.Nth(1)).ToBeFocusedAsync();
        await browser.Press("[");
        await Assertions.Expect(stations.First).ToBeFocusedAsync();
        await browser.AssertAccessible();

        await browser.Press("j");
        await Assertions.Expect(browser.Get("tree-row").Nth(2)).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Filter_MatchesKeepTheirAncestorsUnlessTheSwitchSaysOtherwise()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/tree?storms=open&q=comm:step1");
        await Assertions.Expect(browser.Get("tree-row").First).ToHaveClassAsync(new Regex("context"));
        await Assertions.Expect(browser.Get("tree-row").Nth(1)).Not.ToHaveClassAsync(new Regex("context"));

        await browser.Page.GetByLabel("Matches only").CheckAsync();
        await Assertions.Expect(browser.Get("tree-row").First).Not.ToHaveClassAsync(new Regex("context"));
        await Assertions.Expect(browser.Get("tree-row").First).ToHaveAttributeAsync("aria-level", "1");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("only=1"));
        browser.AssertClean();
    }

    /// <summary>A shell and its 300 children.</summary>
    public sealed class Recorded : RecordedServer
    {
        protected override IReadOnlyList<string> Lines => Recordings.Storm(Processes);
    }
}
