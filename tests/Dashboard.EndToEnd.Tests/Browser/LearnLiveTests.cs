using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The course on the real kernel.</summary>
[Collection(Alone.Name)]
public sealed class LearnLiveTests
{
    [Fact]
    public async Task RunButton_WithLeave_RunsTheProgramAndChecksItLive()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("--allow-lab");
        await using var browser = await BrowserSession.Open(server, "/learn/fork-makes-a-new-one");
        await browser.Get("choice").First.CheckAsync();
        await browser.Get("run-button").ClickAsync();
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("steps are checked");
        await Assertions.Expect(browser.Get("run-origin")).ToContainTextAsync("live from this machine");
        await Assertions.Expect(browser.Get("run-row")).ToHaveCountAsync(2);
        await Assertions.Expect(browser.Get("program-output")).ToContainTextAsync("my child was");
        await browser.AssertAccessible();
        // Its processes are part of the capture.
        await browser.Get("run-row").First.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("fork_exec_test");
        browser.AssertClean();
    }

    [Fact]
    public async Task PastedCommand_WithoutLeave_IsRecognisedAndChecked()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start();
        await using var browser = await BrowserSession.Open(server, "/learn/failed-exec");
        await browser.Get("choice").First.CheckAsync();
        await Assertions.Expect(browser.Get("no-leave")).ToContainTextAsync("--allow-lab");
        await Assertions.Expect(browser.Get("run-button")).ToHaveCountAsync(0);
        var command = (await browser.Get("lab-command").InnerTextAsync()).Split(' ');
        Assert.Equal([Repository.Program, "lab", "failed-exec"], command[^3..]);
        await Child.Run(command[^3], command[^2..]);
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("steps are checked");
        await Assertions.Expect(browser.Get("run-origin")).ToContainTextAsync("live from this machine");
        browser.AssertClean();
    }
}
