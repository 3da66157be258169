using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>"What died in the last minute, why, and who started it?" No click.</summary>
public sealed class DiedInTheLastMinuteTests
{
    [Fact]
    public async Task Overview_Opened_ShowsWhatDiedHowAndWhoStartedIt()
    {
        Kernel.Require();
        await using var shell = Child.Start("/bin/sh", "-c", "read go; /bin/sh -c 'exit 7'; /bin/sleep 60 & kill -9 $!; read end");
        await using var server = await DashboardServer.Start("--only-under", $"{shell.Pid}");
        await shell.Input.WriteLineAsync("go");
        await using var browser = await BrowserSession.Open(server, "/");

        var died = browser.Get("ended-process");
        var exited = died.Filter(new() { HasText = "/bin/sh -c 'exit 7'" });
        await Assertions.Expect(exited).ToContainTextAsync($"sh ({shell.Pid})");
        await Assertions.Expect(exited.Locator("td").Nth(1)).ToHaveTextAsync("7");
        var killed = died.Filter(new() { HasText = "SIGKILL" });
        await Assertions.Expect(killed).ToContainTextAsync($"sh ({shell.Pid})");
        await Assertions.Expect(killed.Locator("td").Nth(1)).ToHaveAttributeAsync("title", $"Killed by SIGKILL from pid {shell.Pid} sh.");
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("2 of them failed");

        // The whole story of one is a click away.
        await exited.GetByTestId("ended-name").ClickAsync();
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("7");
        browser.AssertClean();
    }
}
