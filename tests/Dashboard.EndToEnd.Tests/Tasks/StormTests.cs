using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>"Something forks all the time, and I want it out of my sight." Seen without a click; one hides it, and it stays hidden.</summary>
public sealed class StormTests
{
    private const string Script = "read go; i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i+1)); done; /bin/sh -c 'exit 7'; read end";

    [Fact]
    public async Task Storm_OnTheOverview_IsNamedAndCanBeHiddenForAllPages()
    {
        Kernel.Require();
        await using var shell = Child.Start("/bin/sh", "-c", Script);
        await using var server = await DashboardServer.Start("--only-under", $"{shell.Pid}");
        await shell.Input.WriteLineAsync("go");
        await using var browser = await BrowserSession.Open(server, "/");

        await Assertions.Expect(browser.Get("storm")).ToContainTextAsync($"300 × true by sh ({shell.Pid})");
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync(new Regex("1 storm since capture began.*: 300 × true"));
        await Assertions.Expect(browser.Get("storm-when")).ToHaveTextAsync(new Regex(@"^\d\d:\d\d:\d\d to \d\d:\d\d:\d\d$"));
        await browser.AssertAccessibleInBothThemes();

        await browser.Get("storm-hide").ClickAsync();
        await Assertions.Expect(browser.Get("storm")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Get("ended-process")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("ended-process")).ToContainTextAsync("exit 7");
        await Assertions.Expect(browser.Get("filter-input")).ToHaveValueAsync($"-(ppid:{shell.Pid} comm:true)");

        await browser.GoTo("e", "/events");
        await Assertions.Expect(browser.Get("filter-input")).ToHaveValueAsync($"-(ppid:{shell.Pid} comm:true)");
        browser.AssertClean();
    }

    [Fact]
    public async Task Storm_Shown_LeadsToItsRowInTheTree()
    {
        Kernel.Require();
        await using var shell = Child.Start("/bin/sh", "-c", Script);
        await using var server = await DashboardServer.Start("--only-under", $"{shell.Pid}");
        await shell.Input.WriteLineAsync("go");
        await using var browser = await BrowserSession.Open(server, "/");
        await Assertions.Expect(browser.Get("storm")).ToContainTextAsync("300 × true");

        await browser.Get("storm-show").ClickAsync();

        await Assertions.Expect(browser.Get("storm-row")).ToContainTextAsync("× 300");
        browser.AssertClean();
    }
}
