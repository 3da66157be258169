using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>"What did make run, what was slow, what failed?" After its end; one click each.</summary>
public sealed partial class WhatMakeRanTests
{
    [Fact]
    public async Task Overview_AfterMakeEnded_SaysWhatRanWhatWasSlowAndWhatFailed()
    {
        Kernel.Require();
        var project = Directory.CreateTempSubdirectory("dashboard-build-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(project, "Makefile"), "all: good slow bad\ngood: good.o\nslow:\n\t/bin/sleep 0.7\nbad: bad.o\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "good.c"), "int main(void) { return 0; }\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "bad.c"), "int bad(void) { return nothing; }\n", TestContext.Current.CancellationToken);
        await using var run = Child.Start(
            Repository.Program, ["run", "--urls", "http://127.0.0.1:0", "--", "make", "-k", "-C", project], DashboardServer.WithToken);
        var address = await Eventually.Get(
            () => Task.FromResult(run.Errors.Select(l => AddressLine().Match(l)).FirstOrDefault(m => m.Success)), "an address on stderr");
        await Eventually.True(() => Task.FromResult(run.Errors.Any(l => l.Contains("ended with exit status 2"))), "the end of make");
        await using var server = DashboardServer.At(new Uri(address.Groups[1].Value));

        // No click: the programs that ran, and those that failed with the reason.
        await using var browser = await BrowserSession.Open(server, "/");
        await Assertions.Expect(browser.Get("programs")).ToContainTextAsync("cc1");
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Ended");
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync(new Regex(@"^make ended: exit 2, .+ m?s\. What failed: cc1 \(\d+\) on bad\.c, exit 1; then its parents (gcc|cc) \(\d+\).* make \(\d+\)\. \d+ processes ended in this run"));
        await Assertions.Expect(browser.Get("failing").Or(browser.Get("ended")).GetByText("dashboard run").First).ToBeVisibleAsync();
        var failed = browser.Get("failing-program").Filter(new() { Has = browser.Page.GetByText("cc1", new() { Exact = true }) });
        await Assertions.Expect(failed).ToContainTextAsync(new Regex(@"1 failure\s+Started by (gcc|cc) \(\d+\)\. Exited 1"));

        // What took the time comes first. make is counted from its release, not from when it began to wait for the capture.
        await Assertions.Expect(browser.Get("program").Nth(0)).ToContainTextAsync("make");
        var make = (await server.Get("/processes?filter=comm:make")).GetProperty("items")[0];
        var lived = make.GetProperty("lifetimeNs").GetInt64();
        var exit = (await server.Get("/events?filter=kind:exit%20comm:make")).GetProperty("items")[0];
        Assert.Equal(lived, exit.GetProperty("lifetimeNs").GetInt64());
        var exec = (await server.Get("/events?filter=kind:exec.exit%20comm:make%20-is:failed")).GetProperty("items")[0];
        Assert.Equal(exit.GetProperty("bootNs").GetInt64() - exec.GetProperty("bootNs").GetInt64(), lived);
        Assert.True(make.GetProperty("waitedNs").GetInt64() > 0);

        // One click: what was slow. make itself took longest, and then the sleep.
        await browser.Get("sort-median").ClickAsync();
        await Assertions.Expect(browser.Get("program").Nth(0)).ToContainTextAsync("make");
        await Assertions.Expect(browser.Get("program").Nth(1)).ToContainTextAsync("/bin/sleep");

        // One click: the process that failed, in the tree.
        await failed.GetByTestId("failing-name").ClickAsync();
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("bad.c");
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync("1 ");

        // However long ago it ended, the strip of the timeline is the run, and its window stays as wide.
        await browser.Page.GotoAsync("/timeline");
        await Assertions.Expect(browser.Get("timeline-row").First).ToBeVisibleAsync();
        var strip = (await browser.Get("timeline-overview").BoundingBoxAsync())!.Width;
        await Eventually.True(async () => (await browser.Get("timeline-brush").BoundingBoxAsync())!.Width is var brush && brush >= strip - 12 && brush <= strip, "the whole run in the strip");
        await browser.Page.GotoAsync("/tree");
        await Assertions.Expect(browser.Get("range-shown")).ToHaveTextAsync("Whole capture");
        await Assertions.Expect(browser.Page.Locator(".lifebar[data-outside]")).ToHaveCountAsync(0);
        browser.AssertClean();
        run.Signal(2);
        Assert.Equal(0, await run.Ended());
        Directory.Delete(project, recursive: true);
    }

    [GeneratedRegex(@"^Dashboard: (http://127\.0\.0\.1:\d+)/login\?t=")]
    private static partial Regex AddressLine();
}
