using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The tree behaves on a recording as on the kernel, for users who cannot trace.</summary>
public sealed class TreeRecordingTests(ReplayServer replay)
{
    [Fact]
    public async Task Tree_OfARecording_ZoomsMovesAndIsAccessible()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree?storms=open", scheme: ColorScheme.Dark, width: 420);
        var rows = browser.Get("tree-row");
        await Assertions.Expect(rows.Nth(3)).ToBeVisibleAsync();
        await rows.First.FocusAsync();
        await browser.Press("j");
        // The server moves the focus: only then does z zoom to the second row.
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();
        var id = await rows.Nth(1).GetAttributeAsync("data-process-id");
        await browser.Press("z");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex($"zoom={id}"));
        await Assertions.Expect(rows.First).ToHaveAttributeAsync("data-process-id", id!);
        await Assertions.Expect(rows.First).ToHaveAttributeAsync("aria-level", "1");
        await browser.AssertAccessible();

        await using var fresh = await BrowserSession.Open(replay.Server, $"/tree?zoom={id}&by=parent&storms=open");
        await Assertions.Expect(fresh.Get("tree-row").First).ToHaveAttributeAsync("data-process-id", id!);
        await Assertions.Expect(fresh.Get("lineage")).ToHaveValueAsync("parent");
        await fresh.AssertAccessible();
        fresh.AssertClean();
        browser.AssertClean();
    }

    [Theory]
    [InlineData("/tree?sel={0}", 1400)]
    [InlineData("/tree?sel={0}", 1024)]
    [InlineData("/tree", 1024)]
    [InlineData("/tree", 420)]
    public async Task Heads_AtEachWidth_StandAboveTheirColumns(string path, int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, string.Format(CultureInfo.InvariantCulture, path, DemoRecording.Make), width: width);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        var wrong = await browser.Page.EvaluateAsync<string[]>(
            """
            (() => {
              const isSeen = (e) => e.checkVisibility({ visibilityProperty: true });
              const cells = [...document.querySelector('[data-testid=tree-row]').children];
              const isOnItsSecondLine = (e) => e.getBoundingClientRect().top > cells[0].getBoundingClientRect().top + 8;
              return [...document.querySelectorAll('.tree .thead > *')].filter((head, i) => isSeen(head) !== (isSeen(cells[i]) && !isOnItsSecondLine(cells[i]))).map((head) => head.textContent);
            })()
            """);
        Assert.Empty(wrong);
        browser.AssertClean();
    }

    [Fact]
    public async Task Columns_ByKeyboardOnly_GoComeAndStandInTheAddress()
    {
        await using var browser = await BrowserSession.Open(replay.Server);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        var head = browser.Page.GetByRole(AriaRole.Columnheader);
        await Assertions.Expect(head).ToContainTextAsync(["Process", "PID", "Command", "Images", "Age", "Exit", "User", "Lifetime"]);
        await browser.TabTo(browser.Get("columns"));
        await browser.Press("Enter");
        await browser.TabTo(browser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "User" }));
        await browser.Press("Space");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("cols=pid,command,images,age,exit,lifetime"));
        await browser.TabTo(browser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Lifetime" }));
        await browser.Press("Space");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("cols=pid,command,images,age,exit(&|$)"));
        await Assertions.Expect(browser.Page.Locator(".thead > :visible")).ToHaveTextAsync(["Process", "PID", "Command", "Images", "Age", "Exit"]);
        await Assertions.Expect(browser.Get("tree-row").First.Locator("> :visible")).ToHaveCountAsync(6);
        await browser.AssertAccessibleInBothThemes();
        await browser.Press("Space");
        await Assertions.Expect(browser.Page.Locator(".thead .c-life")).ToBeVisibleAsync();
        await browser.Press("Escape");
        await Assertions.Expect(browser.Get("columns")).ToBeFocusedAsync();
        browser.AssertClean();
    }

    [Fact]
    public async Task Menu_OnARecording_IsThereAndPausesNothing()
    {
        await using var browser = await BrowserSession.Open(replay.Server);
        await browser.Get("tree-row").First.Locator(".comm").ClickAsync(new() { Button = MouseButton.Right });
        await Assertions.Expect(browser.Get("cell-menu")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToContainTextAsync("Replay");
        browser.AssertClean();
    }
}
