using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Overview;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Overview;

public sealed class OverviewScreenTests : Screen
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Overview_ServiceThatFailsEachThreeSeconds_IsNamedWithCadenceStarterAndReason()
    {
        var shell = Shell();
        Story.NowNs = 400 * Second;
        for (var i = 0; i < 5; i++)
        {
            Run(shell, 300 + i, "/opt/shopd", code: 3);
            Story.NowNs += (3 * Second) - 3_000_000;
        }

        Happen();
        var page = Render<OverviewScreen>();

        Assert.Equal("1 program is failing: shopd. 5 processes ended in the last minute, 5 of them failed.", Text(page.Find("[data-testid=verdict]")));
        Assert.Contains("Failing now in the last 5 minutes", Spaced(page.Find("[data-testid=failing] header")));
        Assert.Contains("Recently ended in the last minute", Spaced(page.Find("[data-testid=ended] header")));
        var row = Text(Assert.Single(page.FindAll("[data-testid=failing-program]")));
        Assert.StartsWith("shopd 5 failures, every 3 s Started by bash (200). Exited 3.", row);
        Assert.Equal("/tree?q=pcomm:bash+comm:shopd+is:failed&sel=304-" + $"{LastStart()}&keep=all", page.Find("[data-testid=failing-name]").GetAttribute("href"));
        Assert.EndsWith($"/overview?sel=304-{LastStart()}", page.Find("[data-testid=failing-last]").GetAttribute("href"));
    }

    [Fact]
    public void Overview_ExecThatFails_IsNamedByItsFileWithTheErrno()
    {
        var tries = Story.Fork(Shell(), 300);
        Story.FailExec(tries, "/no/such/tool").Exit(tries, 127);
        Happen();

        var row = Text(Render<OverviewScreen>().Find("[data-testid=failing-program]"));

        Assert.StartsWith("tool 1 failure Started by bash (200). Exited 127 after 1 failed exec: ENOENT /no/such/tool.", row);
    }

    [Fact]
    public void Overview_RecentlyEnded_SaysWhatRanHowItEndedAndWhoStartedIt()
    {
        var job = Story.Fork(Shell(), 300);
        Story.Exec(job, "/opt/job", "/opt/job", "--out", "a b").Exit(job, signal: 15);
        Happen();

        var cells = Render<OverviewScreen>().Find("[data-testid=ended-process]").QuerySelectorAll("td").Select(Text).ToList();

        Assert.Equal(["job 300", "SIGTERM", "/opt/job --out 'a b'", "bash (200)", "2 ms"], cells.Take(5));
    }

    [Fact]
    public void Overview_NothingFails_SaysSo()
    {
        Run(Shell(), 300, "/opt/job");
        Happen();
        var page = Render<OverviewScreen>();

        Assert.Equal("All quiet. 1 process ended since capture began, none failed.", Text(page.Find("[data-testid=verdict]")));
        Assert.Contains("is-quiet", page.Find("[data-testid=verdict]").ClassName);
        Assert.Contains("No program failed.", page.Find("[data-testid=no-failure]").TextContent);
    }

    [Fact]
    public void Overview_AfterAMinute_SaysThatNoneEndedInIt()
    {
        Run(Shell(), 300, "/opt/job");
        Happen();
        var page = Render<OverviewScreen>();
        Tick(61);

        page.WaitForAssertion(() => Assert.Equal("All quiet. No process ended in the last minute.", Text(page.Find("[data-testid=verdict]"))));
        Assert.Empty(page.FindAll("[data-testid=ended-process]"));
    }

    [Fact]
    public void Overview_RecordsWereLost_SaysThatFirst()
    {
        Run(Shell(), 300, "/opt/job");
        Story.Lost(1_204, "ring full");
        Happen();

        Assert.StartsWith("events are missing 1,204 records were lost since capture began", Text(Render<OverviewScreen>().Find("[data-testid=doubt]")).Trim('~', ' '));
    }

    [Fact]
    public void Overview_CaptureStopped_SaysThatFirstAndKeepsTheFigures()
    {
        Run(Shell(), 300, "/opt/job");
        Happen();
        Capture.Fail(new CaptureNotice("The tracer has ended.", "Start it again."));
        Tick(600);
        var page = Render<OverviewScreen>();

        Assert.Contains("Capture has stopped: the figures are as of ", page.Find("[data-testid=doubt]").TextContent);
        Assert.Contains("job", page.Find("[data-testid=ended-process]").TextContent);
    }

    [Fact]
    public void Overview_Storm_CanBeShownAndHidden()
    {
        var shell = Shell();
        for (var i = 0; i < Storm.MinCount; i++)
        {
            Run(shell, 300 + i, "/bin/true");
        }

        Run(shell, 900, "/opt/job");
        Happen();
        var page = Render<OverviewScreen>();
        Assert.Contains("100 × true by bash (200), median 2 ms", Text(page.Find("[data-testid=storm]")));
        Assert.Contains("1 storm: 100 × true by bash (200).", page.Find("[data-testid=verdict]").TextContent);
        Assert.Equal("/tree?q=ppid:200+comm:true&keep=all", page.Find("[data-testid=storm-show]").GetAttribute("href"));

        page.Find("[data-testid=storm-hide]").Click();

        Assert.Equal("-(ppid:200 comm:true)", Get<FilterState>().Text);
        Assert.Empty(page.FindAll("[data-testid=storm]"));
        Assert.Single(page.FindAll("[data-testid=ended-process]"));
        Assert.Contains("/overview?q=-(", System.Uri.UnescapeDataString(Uri));
    }

    [Fact]
    public void Overview_TopPrograms_SortByTheAddress()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/often");
        Run(shell, 301, "/opt/often");
        Run(shell, 302, "/opt/broken", code: 1);
        Happen();
        var page = Render<OverviewScreen>();
        Assert.Contains("often", page.Find("[data-testid=program]").TextContent);

        page.Find("[data-testid=sort-failed]").Click();

        Assert.EndsWith("/overview?sort=failed", Uri);
        Assert.Contains("broken", page.Find("[data-testid=program]").TextContent);
        Assert.EndsWith("sort=failed", page.Find("[data-testid=all-programs]").GetAttribute("href"));
    }

    [Fact]
    public void Overview_Starters_LeadToTheirSpawners()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/job");
        Run(shell, 301, "/opt/job");
        Happen();

        var row = Render<OverviewScreen>().Find("[data-testid=starter]");

        Assert.StartsWith("bash → job 2 starts", Text(row));
        Assert.Contains("q=pcomm:bash+comm:job", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Overview_RunOfACommand_IsOfTheWholeRun()
    {
        OfOneCommand = true;
        Run(Shell(), 300, "/opt/job", code: 2);
        Happen();
        Tick(600);

        Assert.Contains("1 program failed in this run. 1 process ended in this run, 1 of them failed.", Render<OverviewScreen>().Find("[data-testid=verdict]").TextContent);
    }

    [Fact]
    public void Overview_Paused_StandsStillAndGoesOn()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/job");
        Happen();
        var page = Render<OverviewScreen>();
        _ = Get<LivePulse>().TogglePauseAsync();
        Run(shell, 301, "/opt/later");
        Happen();
        Tick();
        Assert.Single(page.FindAll("[data-testid=ended-process]"));
        Get<FilterState>().Set("comm:later");
        Assert.Empty(page.FindAll("[data-testid=ended-process]"));
        Get<FilterState>().Clear();

        _ = Get<LivePulse>().TogglePauseAsync();
        Tick(2);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=ended-process]").Count));
    }

    [Fact]
    public void Overview_Hidden_ComputesNothing()
    {
        Run(Shell(), 300, "/opt/job");
        Happen();
        var page = Render<OverviewScreen>();
        _ = Get<LivePulse>().ShowAsync(false);
        var before = page.RenderCount;
        Tick(10);

        Assert.Equal(before, page.RenderCount);
    }

    [Fact]
    public void Overview_NothingCaptured_SaysWhatToDo()
        => Assert.NotNull(Render<OverviewScreen>().Find("[data-testid=empty]"));

    private string LastStart() => Capture.Store.Read(view => view.Processes.All.Max(p => p.Id.StartNs)).ToString();

    private static string Text(AngleSharp.Dom.IElement element) => string.Join(' ', element.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Spaced(AngleSharp.Dom.IElement element) => string.Join(' ', element.Children.Select(child => child.TextContent));

    private void Run(ProcessId parent, int pid, string path, int code = 0)
    {
        var id = Story.Fork(parent, pid);
        Story.Exec(id, path).Add(id, new ExitEvent { ExitCode = code });
    }
}
