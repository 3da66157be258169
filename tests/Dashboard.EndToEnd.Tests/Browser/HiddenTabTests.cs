using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>A hidden tab costs nothing, and is up to date when it is shown.</summary>
[Collection(Alone.Name)]
public sealed class HiddenTabTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Tree_TabBehindAnother_IsSentNothingAndCatchesUpWhenSeen()
    {
        const string Ours = "/tree?q=comm:exec_missing";
        await using var before = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await using var hidden = await BrowserSession.Open(live.Server, Ours);
        await using var seen = await BrowserSession.Open(live.Server, Ours);
        foreach (var browser in new[] { hidden, seen })
        {
            await Assertions.Expect(browser.Row(before.Pid)).ToBeVisibleAsync();
        }

        await Show(hidden, false);
        // Answered after the visibility message, because a circuit handles messages in order.
        await hidden.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(hidden.Page.Locator("[data-testid=tree-row]:focus")).ToHaveCountAsync(1);

        await using var first = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await Assertions.Expect(seen.Row(first.Pid)).ToHaveCountAsync(1);
        var received = hidden.ReceivedBytes;
        await using var second = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await Assertions.Expect(seen.Row(second.Pid)).ToHaveCountAsync(1);
        Assert.Equal(received, hidden.ReceivedBytes);
        await Assertions.Expect(hidden.Row(first.Pid)).ToHaveCountAsync(0);

        await Show(hidden, true);
        await Assertions.Expect(hidden.Row(first.Pid)).ToHaveCountAsync(1);
        await Assertions.Expect(hidden.Row(second.Pid)).ToHaveCountAsync(1);
        hidden.AssertClean();
    }

    /// <summary>A headless browser has no tabs to switch, so the page gets the same event by script.</summary>
    private static Task Show(BrowserSession browser, bool visible) => browser.Page.EvaluateAsync(
        """
        visible => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => !visible });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """,
        visible);
}
