using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Ui.Events;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Spawners;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Controls;

public sealed class EmptyStateTests : Screen
{
    [Fact]
    public void Tree_NothingYet_OffersACommand()
    {
        var page = Render<TreeScreen>();

        var empty = page.Find("[data-testid=empty]");
        Assert.Contains("Waiting for the first process", empty.TextContent);
        Assert.Contains("exec id", empty.QuerySelector("pre")!.TextContent);
        Assert.Single(empty.QuerySelectorAll("button"));
    }

    [Fact]
    public void Tree_NothingMatches_SaysHowManyAreHiddenAndClears()
    {
        Shell();
        Happen();
        Open("/tree?q=comm:absent");
        var page = Render<TreeScreen>();
        Assert.Contains("2 processes are hidden", page.Find("[data-testid=empty]").TextContent);

        page.Find("[data-testid=empty] button").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=empty]")));
        Assert.DoesNotContain("q=", Uri);
        Assert.Equal(2, page.FindAll("[data-testid=tree-row]").Count);
    }

    [Fact]
    public void Tree_WhatMatchesHasEnded_SaysSoAndShowsIt()
    {
        var tool = Story.Fork(Shell(), 300);
        Story.Exec(tool, "/bin/tool").Exit(tool, 0).Reap(tool);
        Happen();
        Tick(40);
        Open("/tree?q=comm:tool");
        var page = Render<TreeScreen>();
        var empty = page.Find("[data-testid=empty]").TextContent;
        Assert.Contains("1 ended process matches comm:tool. The tree keeps exited processes for 30 s.", Words(empty));
        Assert.DoesNotContain("hidden", empty);

        page.Find("[data-testid=keep-all]").Click();

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[data-testid=tree-row]"), row => row.TextContent.Contains("tool")));
        Assert.Contains("keep=all", Uri);
    }

    [Fact]
    public void Tree_SomeOfWhatMatchesHasEnded_OffersThose()
    {
        var shell = Shell();
        Story.Exec(Story.Fork(shell, 299), "/bin/tool");
        for (var pid = 300; pid < 305; pid++)
        {
            var tool = Story.Fork(shell, pid);
            Story.Exec(tool, "/bin/tool").Exit(tool, 0).Reap(tool);
        }

        Happen();
        Tick(40);
        Open("/tree?q=comm:tool");
        var page = Render<TreeScreen>();
        Assert.Equal("5 ended processes match:Show ended", page.Find("[data-testid=ended-matches]").TextContent);
        Assert.Contains("1 of 3 processes", page.Find("[data-testid=tree-summary]").TextContent);

        page.Find("[data-testid=show-ended]").Click();

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("[data-testid=tree-row]").Count));
        Assert.Empty(page.FindAll("[data-testid=ended-matches]"));
    }

    [Fact]
    public void Tree_AllHaveEnded_SaysHowMany()
    {
        var make = Story.Fork(default, 300);
        var tool = Story.Fork(make, 301);
        Story.Exit(tool, 0).Reap(tool).Exit(make, 0).Reap(make);
        Happen();
        Tick(40);

        var page = Render<TreeScreen>();

        Assert.Contains("2 ended processes are kept. The tree keeps exited processes for 30 s.", Words(page.Find("[data-testid=empty]").TextContent));
        page.Find("[data-testid=keep-all]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=tree-row]").Count));
    }

    /// <summary>Processes that end while the view is paused are not counted.</summary>
    [Fact]
    public async Task Tree_PausedBeforeWhatMatchesEnded_DoesNotOfferIt()
    {
        Shell();
        Happen();
        await Get<LivePulse>().PauseAsync();
        var tool = Story.Fork(new ProcessId(200, 200_000), 300);
        Story.Exec(tool, "/bin/tool").Exit(tool, 0).Reap(tool);
        Happen();
        Tick(6);
        Open("/tree?q=comm:tool");

        Assert.Empty(Render<TreeScreen>().FindAll("[data-testid=keep-all]"));
    }

    [Fact]
    public void Tree_OfOneCommandThatHasEnded_KeepsItsRows()
    {
        OfOneCommand = true;
        var make = Story.Fork(default, 300);
        Story.Exit(make, 0).Reap(make);
        Happen();
        Tick(6);

        Assert.Single(Render<TreeScreen>().FindAll("[data-testid=tree-row]"));
    }

    /// <summary>A process chooses its name, which may be empty.</summary>
    [Theory]
    [InlineData("", "(no name)")]
    [InlineData("  ", "(blank name)")]
    public void Tree_NameWithoutALetter_IsSaidInWords(string comm, string shown)
    {
        var tool = Story.Fork(Shell(), 300);
        Story.Rename(tool, comm);
        Happen();
        Open($"/tree?q=pid:300&sel={tool}");

        Assert.Contains(shown, Render<TreeScreen>().FindAll("[data-testid=tree-row]")[^1].TextContent);
        Assert.Contains(shown, Render<ProcessScreen>(p => p.Add(s => s.Id, $"{tool}")).Find("h1").TextContent);
    }

    [Fact]
    public async Task Tree_PausedBeforeAnything_OffersToResume()
    {
        await Get<LivePulse>().PauseAsync();

        var page = Render<TreeScreen>();

        Assert.Contains("View paused", page.Find("[data-testid=empty]").TextContent);
    }

    [Fact]
    public void Tree_NotPermitted_SaysWhatIsMissingAndTheFix()
    {
        var screen = new RecordingScreen();

        Assert.Contains("CAP_BPF", screen.Render<TreeScreen>().Find("[data-testid=empty]").TextContent);
        var notice = screen.Render<NoticeBanner>().Find("[data-testid=notice]").TextContent;
        Assert.Contains("This is a recording", notice);
        Assert.Contains("sudo setcap", notice);
    }

    [Fact]
    public void Spawners_CaptureHasStopped_DoesNotSayThatTheMachineCannotBeTraced()
    {
        Capture.Fail(new CaptureNotice("The ring buffer is gone.", "Start it again."));

        var empty = Render<SpawnersScreen>().Find("[data-testid=empty]").TextContent;

        Assert.Contains("Capture has stopped", empty);
        Assert.DoesNotContain("Cannot trace", empty);
    }

    [Fact]
    public void Events_NothingMatches_SaysHowManyAreHidden()
    {
        Story.Fork(Shell(), 300);
        Happen();
        Open("/events?q=comm:absent");

        Assert.Contains("1 event is hidden", Render<EventsScreen>().Find("[data-testid=empty]").TextContent);
    }

    [Fact]
    public void Notice_CaptureDies_AppearsByItself()
    {
        var banner = Render<NoticeBanner>();
        Assert.Empty(banner.FindAll("[data-testid=notice]"));

        Capture.Fail(new CaptureNotice("The ring buffer is gone.", "Start the program again."));
        Tick();

        banner.WaitForAssertion(() => Assert.Contains("Capture has stopped.", banner.Find("[data-testid=notice]").TextContent));
    }

    private static string Words(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ");

    private sealed class RecordingScreen : Screen
    {
        public RecordingScreen() => Notice = new("Tracing needs CAP_BPF, which this process lacks.", "sudo setcap cap_bpf+ep dashboard");
    }
}
