using System.Globalization;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The questions that the PIDs page offers, on the bundled recording.</summary>
public sealed class PidPresetTests(ReplayServer replay)
{
    /// <summary>Each preset on a recording with known answers: a process that it finds, and one that it does not.</summary>
    public static TheoryData<string, int, int> Presets => new()
    {
        { "Fork and exec", DemoRecording.PidOfProgram("fork_exec_test"), DemoRecording.PidOfProgram("exec_test") },
        { "Exec without fork", DemoRecording.PidOfProgram("exec_test"), DemoRecording.PidOfProgram("fork_exec_test") },
        { "Fork without exec", ReusedPid, DemoRecording.PidOfProgram("fork_exec_test") },
        { "Reused", ReusedPid, DemoRecording.PidOfProgram("fork_exec_test") },
        // zombie waits 200 ms
        { "Short-lived", DemoRecording.PidOfProgram("fork_exec_test"), DemoRecording.PidOfProgram("zombie") },
        { "Orphans", DemoRecording.Orphans.Left, DemoRecording.Orphans.Between },
    };

    private static int ReusedPid => int.Parse(DemoRecording.Reused[0].Split('-')[0], CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Pids_Preset_NamesWhomItAsksFor(string preset, int asked, int other)
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/pids");
        var link = browser.Page.GetByRole(AriaRole.Navigation, new() { Name = "Common questions" }).GetByRole(AriaRole.Link).Filter(new() { HasText = preset });
        await browser.TabTo(link);
        await browser.Press("Enter");
        await Assertions.Expect(link).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(browser.Page.Locator(".lane-life:not(.dim)").First).ToBeVisibleAsync();

        await browser.Page.GotoAsync($"{browser.Page.Url} pid:{asked},{other}");
        await Assertions.Expect(browser.Get("lane")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Get("lane")).ToHaveAttributeAsync("data-pid", $"{asked}");
        browser.AssertClean();
    }
}
