using Bunit;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

public sealed class PauseTests : Screen
{
    [Fact]
    public async Task Pause_EventsGoOn_ViewStandsAndCountsThem()
    {
        var shell = Shell();
        var running = Story.Fork(shell, 300);
        Happen();
        var page = Render<TreeScreen>();
        var control = Render<LiveControl>();
        var rows = page.FindAll("[data-testid=tree-row]").Count;

        await control.Find("[data-testid=pause]").ClickAsync();
        Story.Exit(running);
        var later = Story.Fork(shell, 301);
        Story.Exec(later, "/usr/bin/id");
        Happen();
        Tick(10);

        Assert.Equal("3 new", control.Find("[data-testid=waiting]").TextContent);
        Assert.Equal("Paused", control.Find("[data-testid=capture-state]").TextContent);
        Assert.Equal(rows, page.FindAll("[data-testid=tree-row]").Count);
        Assert.Empty(page.FindAll($"[data-process-id='{later}']"));
    }

    [Fact]
    public async Task Pause_PulledAgainByScrolling_ShowsTheMomentOfThePause()
    {
        var shell = Shell();
        var running = Story.Fork(shell, 300);
        Happen();
        await Get<LivePulse>().PauseAsync();
        Story.NowNs += 1_000_000;
        Story.Exec(running, "/usr/bin/id").Exit(running, 3);
        Story.Fork(shell, 301);
        Happen();
        Tick(30);

        var page = Get<TreeViewModel>().Pull(0, 100);

        var row = Assert.Single(page.Rows, r => r.Id == running);
        Assert.Null(row.Exit);
        Assert.Equal("bash", row.Comm);
        Assert.Equal(3, page.Total);
        Assert.Equal(0, page.Hidden);
    }

    [Fact]
    public async Task Resume_AfterPause_ShowsWhatWaited()
    {
        var shell = Shell();
        Happen();
        var page = Render<TreeScreen>();
        await Get<LivePulse>().PauseAsync();
        var later = Story.Fork(shell, 301);
        Happen();
        Tick();

        await Get<LivePulse>().ResumeAsync();

        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-process-id='{later}']")));
    }

    [Fact]
    public void LiveControl_Recording_SaysReplay()
    {
        var control = new RecordingScreen().Render<LiveControl>();

        Assert.Equal("Replay", control.Find("[data-testid=capture-state]").TextContent);
    }

    private sealed class RecordingScreen : Screen
    {
        public RecordingScreen() => Notice = new("No BTF.", "Use another kernel.");
    }
}
