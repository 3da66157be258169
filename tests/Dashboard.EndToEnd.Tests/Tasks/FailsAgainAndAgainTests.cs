using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>"Something fails every few seconds: what, how often, who starts it?" Shown without a click; one click leads to its failures.</summary>
public sealed partial class FailsAgainAndAgainTests
{
    [Fact]
    public async Task Overview_ProgramThatKeepsFailing_IsNamedWithCadenceStarterAndReason_OneClickShowsItsFailures()
    {
        Kernel.Require();
        await using var shell = Child.Start("/bin/sh", "-c", "read go; while :; do /bin/sh -c 'exit 3'; /no/such/tool; /bin/sleep 0.5; done");
        await using var server = await DashboardServer.Start("--only-under", $"{shell.Pid}");
        await shell.Input.WriteLineAsync("go");
        await using var browser = await BrowserSession.Open(server, "/");

        var exits = browser.Get("failing-program").Filter(new() { HasText = "Exited 3." });
        await Assertions.Expect(exits).ToContainTextAsync(Cadence());
        await Assertions.Expect(exits).ToContainTextAsync($"Started by sh ({shell.Pid}).");
        var execs = browser.Get("failing-program").Filter(new() { HasText = "tool" });
        await Assertions.Expect(execs).ToContainTextAsync("ENOENT /no/such/tool");
        await Assertions.Expect(execs).ToContainTextAsync(Cadence());
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("2 programs are failing");
        await browser.AssertAccessibleInBothThemes();

        await exits.GetByTestId("failing-name").ClickAsync();
        await Assertions.Expect(browser.Get("filter-input")).ToHaveValueAsync("pcomm:sh comm:sh is:failed");
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("Exited 3");
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync(new Regex("[1-9]"));
        browser.AssertClean();
    }

    [GeneratedRegex(@"[1-9]\d* failures, (every|median interval) [\d.]+ m?s")]
    private static partial Regex Cadence();
}
