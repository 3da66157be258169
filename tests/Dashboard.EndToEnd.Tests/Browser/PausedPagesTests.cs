using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>
/// A paused page does not change, but counts what happens, and shows it afterwards. TreeTests and TimelineTests have the
/// same for the lists of processes.
/// </summary>
public sealed class PausedPagesTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Errors_Paused_StandStillAndGoOn()
    {
        var missing = $"/no/such/{Guid.NewGuid():N}";
        await using var browser = await BrowserSession.Open(live.Server, $"/errors?q=path:{missing}");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await Pause(browser, () => Child.Run("/bin/sh", "-c", $"exec {missing} 2>/dev/null"));
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await Resume(browser);
        await Assertions.Expect(browser.Get("errors-table")).ToContainTextAsync(missing);
        browser.AssertClean();
    }

    [Fact]
    public async Task Pids_Paused_StandStillAndGoOn()
    {
        var program = Path.Combine(Path.GetTempPath(), $"p{Guid.NewGuid():N}"[..14]);
        File.CreateSymbolicLink(program, "/bin/true");
        await using var browser = await BrowserSession.Open(live.Server, $"/pids?q=path:{program}");
        await Assertions.Expect(browser.Get("empty")).ToContainTextAsync("Nothing matches");
        await Pause(browser, () => Child.Run(program));
        File.Delete(program);
        await Assertions.Expect(browser.Get("lane")).ToHaveCountAsync(0);
        await Resume(browser);
        await Assertions.Expect(browser.Get("lane")).ToContainTextAsync(Path.GetFileName(program));
        browser.AssertClean();
    }

    [Theory]
    [InlineData("/process/{0}")]
    [InlineData("/tree?sel={0}")]
    public async Task Process_Paused_StandsStillAndGoesOn(string path)
    {
        await using var cat = Child.Start("/bin/cat");
        var id = ProcessScreens.IdOf(await new ProcessScreens(live.Server).InState($"pid:{cat.Pid} comm:cat", "running"));
        await using var browser = await BrowserSession.Open(live.Server, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id));
        var pill = browser.Get("details").Locator(".pill");
        await Assertions.Expect(pill).ToHaveTextAsync("running");
        await Pause(browser, async () =>
        {
            cat.Input.Close();
            await cat.Ended();
        });
        await Assertions.Expect(pill).ToHaveTextAsync("running");
        await Resume(browser);
        await Assertions.Expect(pill).Not.ToHaveTextAsync("running");
        await Assertions.Expect(browser.Get("end-sentence")).ToHaveTextAsync(new Regex("Exited 0"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Tracepoints_Paused_StandStillAndGoOn()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tracepoints");
        var hits = browser.Page.Locator("[data-name='syscalls:sys_enter_execve']").GetByTestId("hits");
        await Assertions.Expect(hits).ToBeVisibleAsync();
        await browser.Press("p");
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Paused");
        var before = await hits.TextContentAsync() ?? "";
        await Pause(browser, () => Child.Run("/bin/true"), pressed: true);
        await Assertions.Expect(hits).ToHaveTextAsync(before);
        await Resume(browser);
        await Assertions.Expect(hits).Not.ToHaveTextAsync(before);
        browser.AssertClean();
    }

    [Fact]
    public async Task Experiment_Paused_StandsStillAndGoesOn()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/learn/failed-exec");
        await browser.Get("choice").First.CheckAsync();
        await Assertions.Expect(browser.Get("lab-command")).ToBeVisibleAsync();
        await browser.Page.Locator("#main").FocusAsync();
        await Pause(browser, () => Child.Run(Repository.Program, "lab", "failed-exec"));
        await Assertions.Expect(browser.Get("run-row")).ToHaveCountAsync(0);
        await Resume(browser);
        await Assertions.Expect(browser.Get("verdict")).ToContainTextAsync("steps are checked");
        browser.AssertClean();
    }

    /// <summary>Returns when the page has counted the new events, so that it could have shown them.</summary>
    private static async Task Pause(BrowserSession browser, Func<Task> happen, bool pressed = false)
    {
        if (!pressed)
        {
            await browser.Press("p");
        }

        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Paused");
        await happen();
        await Assertions.Expect(browser.Get("waiting")).ToHaveTextAsync(new Regex("[1-9][0-9,]* new"));
    }

    private static async Task Resume(BrowserSession browser)
    {
        await browser.Press("p");
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Live");
    }
}
