using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Timeline;
using Xunit;

namespace Dashboard.Ui.Tests.Timeline;

public sealed class TimelineScreenTests : Screen
{
    [Fact]
    public void Rates_Loss_IsHatchedInTheChartWhereItWas()
    {
        Story.NowNs = 10_000_000_000;
        var shell = Shell();
        Story.Fork(shell, 300);
        Story.NowNs = 20_000_000_000;
        Story.Lost(12, "ring full");
        Story.NowNs = 41_000_000_000;
        Story.Fork(shell, 301);
        Happen();

        var page = Render<TimelineScreen>();

        // From the beginning of capture to the second before the last event.
        var style = Assert.Single(page.FindAll(".tl-charts .chart-gap")).GetAttribute("style")!;
        var left = double.Parse(style["left:".Length..style.IndexOf('%', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(left, 100 * 19 / 40.0, 100 * 21 / 40.0);
    }

    [Fact]
    public void Timeline_Process_IsOneRowWithASegmentForEachImage()
    {
        var made = Build();

        var page = Render<TimelineScreen>();

        var row = page.Find($"[data-process-id='{made.Make}']");
        Assert.Equal(["bash", "make"], row.QuerySelectorAll(".tl-seg b").Select(b => b.TextContent));
        Assert.Contains("exit 2", row.QuerySelector(".tl-after")!.TextContent);
        Assert.Single(row.QuerySelectorAll(".tl-fail"));
        Assert.Contains("image", row.QuerySelector(".sr-only")!.TextContent);
        Assert.Equal("3", row.GetAttribute("aria-level"));
    }

    [Fact]
    public void Timeline_Segments_StandAtTheirNanoseconds()
    {
        var made = Build();

        var first = Render<TimelineScreen>().Find($"[data-process-id='{made.Make}'] .tl-seg");

        Assert.Equal(Ui.Shared.Text.Seconds.Of(made.Make.StartNs), first.GetAttribute("data-s"));
        Assert.NotNull(first.GetAttribute("data-e"));
    }

    [Fact]
    public void Timeline_NewProcess_AppearsWithTheNextSecond()
    {
        var made = Build();
        var page = Render<TimelineScreen>();

        var born = Story.Fork(made.Shell, 900);
        Happen();
        Tick(2);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-process-id='{born}']")));
    }

    [Fact]
    public async Task Timeline_Paused_StandsStillUntilResumed()
    {
        var made = Build();
        var page = Render<TimelineScreen>();
        await Get<LivePulse>().PauseAsync();

        var born = Story.Fork(made.Shell, 900);
        Happen();
        Tick(2);
        Assert.Empty(page.FindAll($"[data-process-id='{born}']"));
        Assert.Equal(1, Get<LivePulse>().Waiting);

        await Get<LivePulse>().ResumeAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-process-id='{born}']")));
    }

    [Fact]
    public async Task Timeline_ZoomKeys_ChangeTheRangeAndTheAddressOnce()
    {
        var made = Build();
        Story.NowNs += 120_000_000_000;
        Story.Fork(made.Shell, 900);
        Happen();
        Open("/timeline");
        var page = Render<TimelineScreen>();

        foreach (var key in new[] { "zoom-in", "zoom-in", "pan-left" })
        {
            await Get<KeyCommands>().PressAsync(key);
        }

        Assert.DoesNotContain("from=", Uri);
        Tick();
        page.WaitForAssertion(() => Assert.Contains("from=", Uri));
        Assert.Contains("to=", Uri);
        Assert.Contains("for 22 s", page.Find("[data-testid=timeline-range]").TextContent);
    }

    [Fact]
    public async Task Timeline_PanKey_SaysTheRangeAtOnceAndItsRowsAfterwards()
    {
        var made = Build();
        Story.NowNs += 120_000_000_000;
        var late = Story.Fork(made.Shell, 900);
        Happen();
        Open("/timeline?span=10");
        var page = Render<TimelineScreen>();
        var drawn = page.FindComponent<Ui.Timeline.TimelineCharts>().RenderCount;
        Assert.Equal("last 10 s", page.Find("[data-testid=timeline-range]").TextContent);

        for (var i = 0; i < 6; i++)
        {
            await Get<KeyCommands>().PressAsync("pan-left");
        }

        // The browser moves bars that leave the range; charts are not redrawn while the range moves.
        Assert.EndsWith("for 10 s", page.Find("[data-testid=timeline-range]").TextContent);
        Assert.NotEmpty(page.FindAll($"[data-process-id='{late}']"));
        Tick(0.2);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll($"[data-process-id='{late}']")));
        Assert.Equal(drawn, page.FindComponent<Ui.Timeline.TimelineCharts>().RenderCount);
        Tick();
        page.WaitForAssertion(() => Assert.True(page.FindComponent<Ui.Timeline.TimelineCharts>().RenderCount > drawn));
    }

    [Fact]
    public async Task Timeline_PathOfASubtree_IsDescribedAndHighlighted()
    {
        var made = Build();
        Open($"/timeline?path={made.Make}");

        var page = Render<TimelineScreen>();

        Assert.Contains("make took", page.Find("[data-testid=timeline-path]").TextContent);
        Assert.NotEmpty(page.FindAll($"[data-process-id='{made.Compiler}'] .tl-crit"));
        Assert.Contains("off-path", page.Find($"[data-process-id='{made.Shell}']").ClassList);

        await Get<KeyCommands>().PressAsync("path");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tl-crit")));
        Assert.DoesNotContain("path=", Uri);
    }

    [Fact]
    public async Task Timeline_SubtreeKey_ShowsItAloneWithItsPath()
    {
        var made = Build();
        Open($"/timeline?sel={made.Make}");
        var page = Render<TimelineScreen>();

        await Get<KeyCommands>().PressAsync("subtree");

        page.WaitForAssertion(() => Assert.Equal(
            [made.Make.ToString(), made.Compiler.ToString()], page.FindAll("[data-testid=timeline-row]").Select(r => r.GetAttribute("data-process-id"))));
        Assert.Contains($"zoom={made.Make}", Uri);
        Assert.Contains($"path={made.Make}", Uri);
    }

    [Fact]
    public async Task Timeline_GroupedByName_OpensAGroupWithTheKeyboard()
    {
        var made = Build();
        Open("/timeline?group=comm&q=comm:cc1");
        var page = Render<TimelineScreen>();
        Assert.Equal("false", page.Find("[data-testid=timeline-group]").GetAttribute("aria-expanded"));

        await Get<KeyCommands>().PressAsync("right");

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=timeline-group]").GetAttribute("aria-expanded")));
        Assert.Equal(made.Compiler.ToString(), page.Find("[data-testid=timeline-row]").GetAttribute("data-process-id"));
    }

    [Fact]
    public async Task Timeline_GroupedByName_EnterOpensAndClosesAGroup()
    {
        Build();
        Open("/timeline?group=comm&q=comm:cc1");
        var page = Render<TimelineScreen>();

        await Get<KeyCommands>().PressAsync("enter");
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=timeline-group]").GetAttribute("aria-expanded")));

        await Get<KeyCommands>().PressAsync("enter");
        page.WaitForAssertion(() => Assert.Equal("false", page.Find("[data-testid=timeline-group]").GetAttribute("aria-expanded")));
    }

    [Fact]
    public async Task Timeline_ArrowsAndEnter_MoveAndSelect()
    {
        var made = Build();
        Open("/timeline?q=comm:cc1,make");
        var page = Render<TimelineScreen>();

        await Get<KeyCommands>().PressAsync("end");
        await Get<KeyCommands>().PressAsync("up");
        await Get<KeyCommands>().PressAsync("enter");

        page.WaitForAssertion(() => Assert.Contains($"sel={made.Make}", Uri));
        Assert.Equal("0", page.Find($"[data-process-id='{made.Make}']").GetAttribute("tabindex"));
    }

    [Fact]
    public void Timeline_HostileName_IsTextNotMarkup()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Story.Rename(child, "<b>\u001b[31m");
        Happen();

        var name = Render<TimelineScreen>().Find($"[data-process-id='{child}'] .comm");

        Assert.Empty(name.QuerySelectorAll("b"));
        Assert.DoesNotContain("\u001b", name.TextContent);
    }

    [Fact]
    public void Timeline_Loss_IsABand()
    {
        Build();
        Story.Lost(12, "ring full");
        Happen();

        Assert.Single(Render<TimelineScreen>().FindAll(".tl-loss"));
    }

    [Fact]
    public void Timeline_OverviewAndCharts_HaveTables()
    {
        Build();

        var page = Render<TimelineScreen>();

        Unfold(page);
        Assert.Equal(20, page.FindAll("[data-testid=timeline-twin] tbody tr").Count);
        Assert.Equal(13, page.FindAll("[data-testid=lifetimes-table] tbody tr").Count);
        Assert.NotEmpty(page.FindAll("[data-testid=rates-table] tbody tr"));
    }

    [Fact]
    public void Timeline_LifetimeBucket_FiltersByItsBounds()
    {
        Build();
        Open("/timeline");
        var page = Render<TimelineScreen>();

        Unfold(page);
        page.FindAll("[data-testid=lifetimes-table] button").First(b => b.TextContent == "3 ms to 10 ms").Click();

        Assert.Equal("dur:>=3ms dur:<10ms", Get<FilterState>().Text);
        Assert.Null(Get<FilterState>().Error);
    }

    [Fact]
    public void Timeline_GroupOfALoop_IsOneAtATime()
    {
        var shell = Shell();
        for (var i = 0; i < 500; i++)
        {
            var child = Story.Fork(shell, 300 + i);
            Story.Exec(child, "/bin/true").Exit(child).Reap(child, new ProcessReference(shell, shell.Pid, "bash"));
        }

        Happen();
        Open("/timeline?group=comm&span=all&q=comm:true");

        var group = Render<TimelineScreen>().Find("[data-testid=timeline-group]");

        Assert.Equal("up to 1 at once", group.QuerySelector(".tl-groupnote")!.TextContent.Trim());
        Assert.Equal("500", group.QuerySelector(".tl-count")!.TextContent);
    }

    [Fact]
    public void Rates_Lookups_AreASeriesThatIsOffAtFirst()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/bin/tool").FailExec(child, "/sbin/tool").Exec(child, "/bin/tool").Exit(child, 1);
        Story.NowNs += 2_000_000_000;
        Story.Fork(child, 301);
        Happen();
        Open("/timeline");
        var page = Render<TimelineScreen>();
        var chart = page.FindComponent<Dashboard.Ui.Shared.Charts.RateChart>();
        Assert.False(chart.Instance.WithLookups);

        page.Find("[data-testid=rates-lookups]").Change(true);

        page.WaitForAssertion(() => Assert.True(chart.Instance.WithLookups));
        Assert.Contains("lookups=1", Uri);
        Unfold(page);
        var heads = page.FindAll("[data-testid=rates-table] thead th").Select(th => th.TextContent).ToList();
        Assert.Equal((1, 0, 2), (Sum("Failed exits"), Sum("Failed calls"), Sum("PATH lookups")));

        int Sum(string head) => page.FindAll($"[data-testid=rates-table] tbody tr :nth-child({heads.IndexOf(head) + 1})").Sum(cell => int.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Timeline_RangeWithoutALife_OffersTheWholeCapture()
    {
        Build();
        Story.NowNs += 60_000_000_000;
        Happen();
        Open("/timeline?span=1");
        var page = Render<TimelineScreen>();
        Assert.Contains("No events in this range", page.Find("[data-testid=empty]").TextContent);

        page.Find("[data-testid=empty] button").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=empty]")));
        Assert.Contains("last=all", Uri);
        Assert.DoesNotContain("span=", Uri);
    }

    [Fact]
    public void Timeline_NothingYet_OffersACommand()
        => Assert.Contains("Waiting for the first process", Render<TimelineScreen>().Find("[data-testid=empty]").TextContent);

    [Fact]
    public void Timeline_NothingMatches_SaysHowManyAreHidden()
    {
        Build();
        Open("/timeline?q=comm:absent");

        Assert.Contains("4 processes are hidden", Render<TimelineScreen>().Find("[data-testid=empty]").TextContent);
    }

    /// <summary>init, a shell, a make that fails after a failed exec, and its compiler.</summary>
    private (ProcessId Shell, ProcessId Make, ProcessId Compiler) Build()
    {
        var shell = Shell();
        var make = Story.Fork(shell, 300);
        Story.Exec(make, "/usr/bin/make").FailExec(make, "/no/such");
        var compiler = Story.Fork(make, 301);
        Story.Exec(compiler, "/usr/lib/cc1").Exit(compiler);
        Story.Exit(make, 2);
        Happen();
        return (shell, make, compiler);
    }
}
