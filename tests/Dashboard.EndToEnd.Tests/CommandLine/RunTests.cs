using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>dashboard run, with the built program.</summary>
public sealed partial class RunTests
{
    [Theory]
    [InlineData("echo said; exit 0", 0)]
    [InlineData("echo said; exit 3", 3)]
    [InlineData("echo said; kill -9 $$", 137)]
    public async Task Run_WithExit_EndsAsTheCommandDoesAndLeavesItStdout(string script, int status)
    {
        Kernel.Require();
        await using var run = Child.Start(Repository.Program, "run", "--urls", "http://127.0.0.1:0", "--exit", "--", "/bin/sh", "-c", script);
        Assert.Equal(status, await run.Ended());
        Assert.Equal(["said"], run.Output);
        Assert.Contains(run.Errors, l => AddressLine().IsMatch(l));
    }

    [Theory]
    [InlineData("no-such-command", 127, "was not found")]
    [InlineData("/etc/passwd", 126, "EACCES")]
    public async Task Run_OfWhatCannotRun_SaysSoInOneSentence(string program, int status, string sentence)
    {
        Kernel.Require();
        await using var run = Child.Start(Repository.Program, "run", "--urls", "http://127.0.0.1:0", "--", program);
        Assert.Equal(status, await run.Ended());
        Assert.Contains(sentence, Assert.Single(run.Errors, l => l.StartsWith("dashboard: ")));
    }

    [Fact]
    public async Task Run_WithoutPrivileges_StartsNothingAndSaysWhy()
    {
        Kernel.Require();
        await using var run = await Unprivileged.Start("run", "--urls", "http://127.0.0.1:0", "--", "/bin/echo", "started");
        Assert.Equal(1, await run.Ended());
        Assert.Empty(run.Output);
        Assert.Contains("The command was not started", Assert.Single(run.Errors));
    }

    [Fact]
    public async Task Run_OfACommand_KeepsItsTerminalShowsItsSubtreeAndStays()
    {
        Kernel.Require();
        await using var noise = Child.Start("/bin/sh", "-c", "while :; do /bin/true; done");
        await using var run = Child.Start(
            Repository.Program,
            ["run", "--urls", "http://127.0.0.1:0", "--", "/bin/sh", "-c", "read line; echo got $line; /bin/cat /no/such/file; /no/such/program; exit 3"],
            DashboardServer.WithToken);
        var address = await Eventually.Get(
            () => Task.FromResult(run.Errors.Select(l => AddressLine().Match(l)).FirstOrDefault(m => m.Success)), "an address on stderr");
        await run.Input.WriteLineAsync("this");
        await run.Input.FlushAsync(TestContext.Current.CancellationToken);
        await Eventually.True(() => Task.FromResult(run.Errors.Any(l => l.Contains("ended with exit status 3"))), "the end of the command");
        Assert.Equal(["got this"], run.Output);
        Assert.Contains(run.Errors, l => EndLine().IsMatch(l));

        await using var server = DashboardServer.At(new Uri(address.Groups[1].Value));
        var processes = (await server.Get("/processes")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["cat", "sh", "sh"], processes.Select(p => p.GetProperty("comm").GetString()).Order());
        Assert.Equal($"under {processes.Single(p => p.GetProperty("parent").ValueKind == JsonValueKind.Null).GetProperty("pid")}",
            Assert.Single((await server.Get("/status")).GetProperty("kernelFilters").EnumerateArray()).GetString());

        await using var browser = await BrowserSession.Open(server, "/tree?linger=all");
        await Assertions.Expect(browser.Get("command")).ToContainTextAsync(new Regex(@"/bin/sh ended: exit 3, .+, 3 processes,\s+3 failed"));
        Assert.Equal("/bin/sh", (await server.Get("/status")).GetProperty("command").GetProperty("name").GetString());
        await Assertions.Expect(browser.Get("kernel-filter")).ToContainTextAsync("under");
        await browser.Get("kernel-filter").FocusAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync("not among the losses");
        await browser.AssertAccessible();
        browser.AssertClean();
        run.Signal(2);
        Assert.Equal(0, await run.Ended());
    }

    [Fact]
    public async Task Run_TokenInTheEnvironment_IsNotHandedToTheCommand()
    {
        Kernel.Require();
        await using var run = Child.Start(
            Repository.Program, ["run", "--exit", "--urls", "http://127.0.0.1:0", "--", "/bin/sh", "-c", "echo [$DASHBOARD_TOKEN] $HOME"], DashboardServer.WithToken);
        Assert.Equal(0, await run.Ended());
        Assert.Equal(["[] /tmp"], run.Output);
    }

    [Fact]
    public async Task Run_OfABuild_ShowsEachToolInThePageItOpensAndNothingElse()
    {
        Kernel.Require();
        var project = Directory.CreateTempSubdirectory("dashboard-build-").FullName;
        await File.WriteAllLinesAsync(Path.Combine(project, "Makefile"), ["prog: main.o part.o bad.o"], TestContext.Current.CancellationToken);
        foreach (var (name, source) in new[] { ("main", "int main(void) { return 0; }"), ("part", "int part;"), ("bad", "int bad(void) { return nothing; }") })
        {
            await File.WriteAllTextAsync(Path.Combine(project, name + ".c"), source + "\n", TestContext.Current.CancellationToken);
        }

        await using var noise = Child.Start("/bin/sh", "-c", "while :; do /bin/true; done");
        await using var run = Child.Start(
            Repository.Program, ["run", "--urls", "http://127.0.0.1:0", "--", "make", "-k", "-C", project], DashboardServer.WithToken);
        var address = await Eventually.Get(
            () => Task.FromResult(run.Errors.Select(l => AddressLine().Match(l)).FirstOrDefault(m => m.Success)), "an address on stderr");
        await Eventually.True(() => Task.FromResult(run.Errors.Any(l => l.Contains("ended with exit status 2"))), "the end of make");

        await using var server = DashboardServer.At(new Uri(address.Groups[1].Value));
        await using var browser = await BrowserSession.Open(server, "/tree?storms=open");
        var rows = browser.Get("tree-row");
        await Assertions.Expect(browser.Get("tree-summary")).ToHaveTextAsync("9 processes");
        await Assertions.Expect(rows).ToHaveCountAsync(9);
        await Assertions.Expect(rows.First.Locator(".comm")).ToHaveTextAsync("make");
        var names = await rows.EvaluateAllAsync<string[]>("rows => rows.map(r => r.querySelector('.comm').textContent)");
        Assert.Equal(["as", "as", "cc", "cc", "cc", "cc1", "cc1", "cc1", "make"], names.Order(StringComparer.Ordinal));
        Assert.All(await rows.EvaluateAllAsync<int[]>("rows => rows.slice(1).map(r => Number(r.ariaLevel))"), level => Assert.True(level > 1));

        // What failed, with its arguments and duration.
        await browser.Get("filter-input").FillAsync("comm:cc1 is:failed");
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync("1 of ");
        await rows.Filter(new() { HasText = "cc1" }).Last.ClickAsync();
        var details = new Details(browser);
        await Assertions.Expect(details.Track).ToContainTextAsync("bad.c");
        await Assertions.Expect(details.End).ToContainTextAsync("1");
        await details.HasFact("Lived", new Regex("ms|µs| s"));

        // With keep=0 exited rows disappear, and the page says where they are. The time of a run ends with it, so keep=3 would keep them.
        await browser.Page.GotoAsync("/tree?keep=0&q=comm:cc1");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("3 ended processes match comm:cc1. The tree does not keep exited processes.");
        await browser.AssertAccessible();
        await browser.Get("keep-all").ClickAsync();
        await Assertions.Expect(browser.Get("tree-summary")).ToContainTextAsync("3 of ");
        browser.AssertClean();
        run.Signal(2);
        Assert.Equal(0, await run.Ended());
        Directory.Delete(project, recursive: true);
    }

    [GeneratedRegex(@"ended with exit status 3 after .+: 3 processes, 3 failed\.")]
    private static partial Regex EndLine();

    [GeneratedRegex(@"^Dashboard: (http://127\.0\.0\.1:\d+)/login\?t=")]
    private static partial Regex AddressLine();
}
