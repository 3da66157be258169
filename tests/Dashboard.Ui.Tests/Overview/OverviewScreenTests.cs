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

public sealed class OverviewScreenTests : OverviewTestBase
{
    [Fact]
    public void Overview_RecentlyEnded_SaysWhatRanHowItEndedAndWhoStartedIt()
    {
        var job = Story.Fork(Shell(), 300);
        Story.Exec(job, "/opt/job", "/opt/job", "--out", "a b").Exit(job, signal: 15);
        Happen();

        var cells = Render<OverviewScreen>().Find("[data-testid=ended-process]").QuerySelectorAll("td").Select(Text).ToList();

        Assert.Equal(["job 300", "SIGTERM", "/opt/job --out 'a b'", "bash (200)", "2 ms"], cells.Take(5));
    }

    /// <summary>Quiet is the machine, not what a filter leaves of it.</summary>
    [Theory]
    [InlineData("comm:job", "Of what matches “comm:job”: 1 process ended since capture began, none failed.")]
    [InlineData("10589 -2m", "Nothing matches “10589 -2m” since capture began.")]
    public void Overview_UnderAFilter_SaysWhatItIsOf(string filter, string verdict)
    {
        Run(Shell(), 300, "/opt/job");
        Happen();
        Get<FilterState>().Set(filter);
        var page = Render<OverviewScreen>();

        Assert.Equal(verdict, Text(page.Find("[data-testid=verdict]")));
        Assert.DoesNotContain("is-quiet", page.Find("[data-testid=verdict]").ClassName);
        Assert.DoesNotContain("✓", page.Markup);
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
        Assert.Contains("1 storm since capture began: 100 × true by bash (200).", page.Find("[data-testid=verdict]").TextContent);
        Assert.Equal("/tree?q=ppid:200+comm:true&keep=all", page.Find("[data-testid=storm-show]").GetAttribute("href"));

        page.Find("[data-testid=storm-hide]").Click();

        Assert.Equal("-(ppid:200 comm:true)", Get<FilterState>().Text);
        Assert.Empty(page.FindAll("[data-testid=storm]"));
        Assert.Single(page.FindAll("[data-testid=ended-process]"));
        Assert.Contains("/overview?q=-(", System.Uri.UnescapeDataString(Uri));
    }

    [Fact]
    public void Overview_Storms_CanAllBeHidden()
    {
        var shell = Shell();
        for (var i = 0; i < Storm.MinCount; i++)
        {
            Run(shell, 300 + i, "/bin/true");
        }

        Happen();
        var page = Render<OverviewScreen>();
        Assert.Empty(page.FindAll("[data-testid=storm-hide-all]"));
        for (var i = 0; i < Storm.MinCount; i++)
        {
            Run(shell, 600 + i, "/bin/false");
        }

        Happen();
        Tick(5);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=storm]").Count));

        page.Find("[data-testid=storm-hide-all]").Click();

        Assert.Empty(page.FindAll("[data-testid=storm]"));
        Assert.Contains("-(ppid:200 comm:true)", Get<FilterState>().Text);
        Assert.Contains("-(ppid:200 comm:false)", Get<FilterState>().Text);
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

        Assert.Equal("make is running: 10 m 00 s. 1 process ended in this run, 1 of them failed.", Text(Render<OverviewScreen>().Find("[data-testid=verdict]")).Replace("10 m 01 s", "10 m 00 s"));
    }

    /// <summary>What took the time comes first.</summary>
    [Fact]
    public void Overview_Run_SortsProgramsByTotalTime()
    {
        OfOneCommand = true;
        var shell = Shell();
        Run(shell, 300, "/opt/often");
        Run(shell, 301, "/opt/often");
        var slow = Story.Fork(shell, 302);
        Story.Exec(slow, "/opt/slow");
        Story.NowNs += Second;
        Story.Exit(slow);
        Happen();
        var page = Render<OverviewScreen>();

        Assert.Contains("slow", page.Find("[data-testid=program]").TextContent);
        Assert.Equal("descending", page.Find("[data-testid=sort-sum]").Closest("th")!.GetAttribute("aria-sort"));

        page.Find("[data-testid=sort-runs]").Click();

        Assert.EndsWith("sort=runs", Uri);
        Assert.Contains("often", page.Find("[data-testid=program]").TextContent);
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
}
