using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Readings;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Values that change without an event, on the process page and in the details pane.</summary>
public sealed class ProcessNowTests(ReadingServer reading) : IClassFixture<ReadingServer>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("now-");
    private readonly ProcessScreens _screens = new(reading.Server);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Screen_OfARunningProcess_TellsWhatProcSaysAndWhen()
    {
        await using var program = Child.Start(Repository.Scenario("unseen_changes"), ["title_argv", _folder.FullName], new() { ["APP_TOKEN"] = "s3cret" });
        await program.Input.WriteLineAsync("go");
        await Eventually.True(() => Task.FromResult(program.Output.Contains("done")), "a title");

        await _screens.Show(await _screens.InState($"pid:{program.Pid} comm:unseen_changes", "running"), async details =>
        {
            await Assertions.Expect(details.Now.GetByTestId("now-as-of")).ToHaveTextAsync(new Regex(@"^as of \d\d:\d\d:\d\d$"));
            await Assertions.Expect(details.NowFact("Title")).ToHaveTextAsync(@"changes: \xff worker");
            await Assertions.Expect(details.NowFact("Program file")).ToHaveTextAsync(Repository.Scenario("unseen_changes"));
            await Assertions.Expect(details.NowFact("User")).ToHaveTextAsync("root (0)");
            await Assertions.Expect(details.NowFact("Threads")).ToHaveTextAsync("1: unseen_changes");
            await details.Now.Locator("summary").ClickAsync();
            await Assertions.Expect(details.Now.GetByTestId("now-environment")).ToContainTextAsync("APP_TOKEN=[redacted]");
        });
    }

    [Fact]
    public async Task ReadAgain_ByKeyboard_TellsTheChangeAndKeepsTheFocus()
    {
        await using var program = Child.Start(Repository.Scenario("unseen_changes"), "nice", _folder.FullName);
        var id = await ReadingServer.IdOf(reading.Server, $"pid:{program.Pid} comm:unseen_changes");
        await using var browser = await BrowserSession.Open(reading.Server, $"/process/{id}");
        var details = new Details(browser);
        await Assertions.Expect(details.NowFact("Nice")).ToHaveTextAsync("0");
        await program.Input.WriteLineAsync("go");
        await Eventually.True(() => Task.FromResult(program.Output.Contains("done")), "another nice value");

        // Values are read only on request.
        await Assertions.Expect(details.NowFact("Nice")).ToHaveTextAsync("0");
        await browser.TabTo(browser.Get("now-again"));
        await browser.Press("Enter");

        await Assertions.Expect(details.NowFact("Nice")).ToHaveTextAsync("5");
        await Assertions.Expect(browser.Get("now-again")).ToBeFocusedAsync();
        await browser.AssertAccessibleInBothThemes();
        program.Input.Close();
        await program.Ended();
        await Assertions.Expect(details.Now).ToContainTextAsync("The process has exited since.");
        browser.AssertClean();
    }
}
