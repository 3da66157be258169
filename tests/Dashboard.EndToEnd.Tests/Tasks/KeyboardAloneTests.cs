using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>Everyday task: find what failed, look at it, list its family by age and take three rows along, without a mouse.</summary>
[Collection(SharedClipboard.Name)]
public sealed class KeyboardAloneTests(ReplayServer replay)
{
    private const int MaxKeys = 24;

    private int _keys;

    [Fact]
    public async Task FailedProcess_ByKeysAlone_IsFoundOpenedListedAndCopied()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/tree");
        await browser.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        var focused = browser.Page.Locator("[data-testid=tree-row]:focus");

        // Find it.
        await Press(browser, "/");
        await Type(browser, "signal:SIGABRT");
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync("1 of ");
        await Press(browser, "Escape");
        await Press(browser, "End");
        await Assertions.Expect(focused).ToContainTextAsync("crash");

        // Its details.
        await Press(browser, "Enter");
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("Killed by SIGABRT");

        // The subtree of its parent, without the filter.
        await Press(browser, "u");
        await Assertions.Expect(focused).ToContainTextAsync("make");
        await Press(browser, "z");
        await Assertions.Expect(browser.Get("zoom-path")).ToBeVisibleAsync();
        await Press(browser, "/");
        await Type(browser, "");
        await Press(browser, "Escape");
        await Assertions.Expect(browser.Get("tree-row").Nth(4)).ToBeVisibleAsync();

        // As a list by age: the names of the columns are one step before the rows.
        await browser.Get("tree-row").First.PressAsync("Shift+Tab");
        var name = browser.Page.Locator("[role=columnheader] button:focus");
        await Assertions.Expect(name).ToHaveCountAsync(1);
        while (!(await name.InnerTextAsync()).StartsWith("Age", StringComparison.Ordinal))
        {
            await Press(browser, "ArrowRight");
        }

        await Press(browser, "Enter");
        await Assertions.Expect(browser.Get("unsort")).ToHaveTextAsync("Sorted by Age: back to the tree");
        await Press(browser, "Home");

        // Three of them, as a table.
        await Press(browser, "j");
        await Press(browser, "Space");
        await Assertions.Expect(browser.Get("marks-bar")).ToContainTextAsync("selected");
        await Press(browser, "Shift+ArrowDown");
        await Press(browser, "Shift+ArrowDown");
        await Assertions.Expect(browser.Get("marks-bar")).ToContainTextAsync("3 selected");
        await Press(browser, "c");
        await Assertions.Expect(browser.Page.Locator(".mud-snackbar")).ToContainTextAsync("Copied 3 rows.");
        var lines = (await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("Process\tPID\tCommand\t", lines[0]);
        await browser.AssertAccessibleInBothThemes();

        await Press(browser, "t");
        await Assertions.Expect(browser.Get("unsort")).ToHaveCountAsync(0);
        Assert.InRange(_keys, 1, MaxKeys);
        browser.AssertClean();
    }

    private Task Press(BrowserSession browser, string key)
    {
        _keys++;
        return browser.Press(key);
    }

    /// <summary>Text that is typed counts as one.</summary>
    private async Task Type(BrowserSession browser, string text)
    {
        _keys++;
        await Assertions.Expect(browser.Get("filter-input").First).ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync("Control+a");
        await browser.Page.Keyboard.PressAsync("Delete");
        await browser.Page.Keyboard.TypeAsync(text);
    }
}
