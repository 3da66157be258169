using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Errors;
using Dashboard.Ui.Shared.Charts;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Xunit;

namespace Dashboard.Ui.Tests.Errors;

public sealed class ErrorsScreenTests : Screen
{
    [Fact]
    public void Errors_FailedExecsAndForks_AreCountedByErrno()
    {
        var shell = Shell();
        Story.FailExec(shell, "/a/tool", 13).FailExec(shell, "/b/other", 13).FailExec(shell, "/nope").FailFork(shell);
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Equal(["EACCES", "ENOENT", "EAGAIN"], page.FindAll("[data-testid=errno]").Select(e => e.GetAttribute("data-errno")!));
        var first = page.Find("[data-errno=EACCES]");
        Assert.Contains("Permission denied", first.TextContent);
        Assert.Contains("−13", first.TextContent);
        Assert.Contains("50 %", first.TextContent);
        Assert.Contains("RLIMIT_NPROC", page.Find("[data-errno=EAGAIN]").TextContent);
        Assert.Contains("/a/tool", page.Find("[data-testid=errors-table]").TextContent);
    }

    [Fact]
    public void Errors_Loss_IsHatchedInTheChartWhereItWas()
    {
        Story.NowNs = 10_000_000_000;
        var shell = Shell();
        Story.FailExec(shell, "/a");
        Story.NowNs = 20_000_000_000;
        Story.Lost(12, "ring full");
        Story.NowNs = 40_000_000_000;
        Story.FailExec(shell, "/b");
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Contains("12 records lost: ring full", page.Find("[data-testid=errors-loss]").TextContent);
        // The chart begins with the capture and has one step per second: 40 complete ones and the current one.
        var left = Regex.Match(Assert.Single(page.FindAll(".chart-gap")).GetAttribute("style")!, "left:([0-9.]+)%").Groups[1].Value;
        Assert.InRange(double.Parse(left, CultureInfo.InvariantCulture), 100 * 19 / 41.0, 100 * 21 / 41.0);
    }

    [Fact]
    public void Errors_PathLookups_AreApart()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/local/bin/make").FailExec(child, "/usr/bin/make").Exec(child, "/bin/make");
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Empty(page.FindAll("[data-testid=errno]"));
        Assert.Contains("2 PATH lookups", page.Find("[data-testid=lookups] summary").TextContent);
        Unfold(page);
        Assert.Equal(2, page.FindAll("[data-testid=lookups] tbody tr").Count);
    }

    [Fact]
    public void Errors_ManyErrorsAtManyPaths_AreABoundedTableThatCountsTheRest()
    {
        var shell = Shell();
        for (var i = 0; i < 3_000; i++)
        {
            Story.FailExec(shell, $"/lost/{i}", 1 + (i % 30));
        }

        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Equal(ErrorsSnapshot.MaxErrnos, page.FindAll("[data-testid=errno]").Count);
        Assert.InRange(page.FindAll("[data-testid=errors-table] tr").Count, ErrorsSnapshot.MaxErrnos, 200);
        Assert.Contains("600 failures with 6 rarer errors", page.Find("[data-testid=errors-table]").TextContent);
        Assert.Contains("3,000", page.Find("[data-testid=errors-head]").TextContent);
    }

    [Fact]
    public void Errors_MoreRowsOfAnError_ComeWhenAskedForAndGo()
    {
        var shell = Shell();
        for (var i = 0; i < 100; i++)
        {
            Story.FailExec(shell, $"/lost/{i % 50}", i % 2 == 0 ? 2 : 13);
        }

        Happen();
        var page = Render<ErrorsScreen>();
        var first = Rows();
        var button = page.Find("[data-testid=errors-table] button[aria-expanded=false]");
        Assert.Equal("Show 5 more rows", button.TextContent);

        button.Click();

        Assert.Equal(first + 5, Rows());
        page.Find("[data-testid=errors-table] button[aria-expanded=true]").Click();
        Assert.Equal(first, Rows());

        int Rows() => page.FindAll("[data-testid=errors-table] td.wide").Count;
    }

    [Fact]
    public void Errors_ClickOnErrno_Filters()
    {
        Story.FailExec(Shell(), "/nope");
        Happen();
        var page = Render<ErrorsScreen>();

        page.Find(".errno-name").Click();

        Assert.Equal("errno:ENOENT", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Errors_Filtered_CountsOnlyWhatMatches()
    {
        var shell = Shell();
        Story.FailExec(shell, "/nope").FailExec(shell, "/a/tool", 13);
        Happen();
        Open("/errors?q=errno:EACCES");

        var page = Render<ErrorsScreen>();

        Assert.Equal("EACCES", Assert.Single(page.FindAll("[data-testid=errno]")).GetAttribute("data-errno"));
    }

    [Fact]
    public void Errors_NoFailure_SaysSo()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/usr/bin/true");
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Contains("none of them failed", page.Markup);
        page.Find("[data-testid=empty] button").Click();
        page.WaitForAssertion(() => Assert.Equal("Copied", page.Find("[data-testid=empty] button").TextContent));
    }

    [Fact]
    public void Errors_HostilePath_IsEscapedText()
    {
        Story.FailExec(Shell(), "/tmp/<b>x</b>\n");
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Empty(page.FindAll("[data-testid=errors-table] b"));
        Assert.Contains("/tmp/<b>x</b>\\n", page.Find("[data-testid=errors-table]").TextContent);
    }

    [Fact]
    public void Errors_Example_OpensTheProcess()
    {
        var shell = Shell();
        Story.FailExec(shell, "/nope");
        Happen();
        Open("/errors");

        var link = Render<ErrorsScreen>().Find("[data-testid=errors-table] td a");

        Assert.Equal("pid 200", link.TextContent);
        Assert.EndsWith($"/errors?sel={shell}", link.GetAttribute("href"));
    }

    [Fact]
    public void Errors_OverTime_HasATableThatSaysTheSame()
    {
        var shell = Shell();
        Story.FailExec(shell, "/nope").FailExec(shell, "/nope").FailExec(shell, "/a/tool", 13);
        Story.NowNs += 3_000_000_000;
        Story.FailExec(shell, "/nope");
        Happen();

        var page = Render<ErrorsScreen>();
        Assert.Empty(page.FindAll("[data-testid=failures-over-time] table"));
        Unfold(page);

        var rows = page.FindAll("[data-testid=failures-over-time] tbody tr");

        Assert.Equal(["1", ""], rows[0].QuerySelectorAll("td.num").Select(c => c.TextContent));
        Assert.Equal(["2", "1"], rows[1].QuerySelectorAll("td.num").Select(c => c.TextContent));
    }

    [Fact]
    public void Errors_StepOfTheTable_BecomesTheRange()
    {
        TwoTimes();
        Open("/errors");
        var page = Render<ErrorsScreen>();

        Unfold(page);
        page.FindAll("[data-testid=failures-over-time] tbody button")[0].Click();

        Assert.Matches(@"/errors\?from=2026-09-21T\d\d:\d\d:\d\dZ&to=", Uri);
        Assert.Contains("/opt/broken", page.Find("[data-testid=standouts]").TextContent);
        Assert.Contains("none of the 20 outside", page.Find("[data-testid=standouts]").TextContent);
        Assert.Equal("ENOENT", Assert.Single(page.FindAll("[data-testid=errno]")).GetAttribute("data-errno"));
    }

    [Fact]
    public void Errors_AddressWithARange_CountsOnlyInsideIt()
    {
        var from = TwoTimes();
        Open($"/errors?from={TimeOfDay.Address(from)}");

        var page = Render<ErrorsScreen>();

        Assert.StartsWith("12 failures since", page.Find("[data-testid=errors-head]").TextContent.Trim());
        Assert.Equal("12 failed calls of 12 execs and forks", page.Find("[data-testid=calls-count]").TextContent);
        UrlRange.Choose(Get<UrlState>(), null);
        Assert.Equal(2, page.FindAll("[data-testid=errno]").Count);
    }

    /// <summary>One range for the page: the chart shows what the tables count, and leads back to all.</summary>
    [Fact]
    public void Errors_ChosenRange_IsThatOfTheChart()
    {
        var from = TwoTimes();
        Open($"/errors?from={TimeOfDay.Address(from)}");

        var page = Render<ErrorsScreen>();

        var chart = page.FindComponent<TimeSeriesChart>();
        Assert.InRange(chart.Instance.FromSeconds, (from.UnixNs / 1_000_000_000) - chart.Instance.WidthSeconds, from.UnixNs / 1_000_000_000);
        Assert.Equal(12, chart.Instance.Series.Sum(s => s.Values.Sum()));
        page.Find("[data-testid=errors-range-clear]").Click();
        Assert.DoesNotContain("from=", Uri);
        Assert.Equal(32, page.FindComponent<TimeSeriesChart>().Instance.Series.Sum(s => s.Values.Sum()));
        Assert.Empty(page.FindAll("[data-testid=errors-range-clear]"));
    }

    [Fact]
    public void Errors_OfACommandThatHasEnded_EndWithIt()
    {
        OfOneCommand = true;
        var make = Story.Fork(new ProcessId(200, 1), 300);
        Story.FailExec(make, "/no/such").Exit(make, 127).Reap(make);
        Happen();
        Tick(3_600);

        var chart = Render<ErrorsScreen>().FindComponent<TimeSeriesChart>().Instance;

        Assert.InRange(chart.FromSeconds + (chart.Steps * chart.WidthSeconds), (Core.Model.Timestamp.From(Time.GetUtcNow()).UnixNs / 1_000_000_000) - 3_601, (Core.Model.Timestamp.From(Time.GetUtcNow()).UnixNs / 1_000_000_000) - 3_597);
    }

    [Fact]
    public void Errors_ClickOnARow_OpensItsNewestProcessAndClosesIt()
    {
        TwoTimes();
        Open("/errors");
        var page = Render<ErrorsScreen>();
        var link = page.Find("[data-testid=errno-group] a").GetAttribute("href");

        page.FindAll("[data-testid=errno-group]")[0].Click();

        Assert.Equal(new Uri(new Uri(Uri), link!).Query, new Uri(Uri).Query);
        Assert.Contains("selected", page.FindAll("[data-testid=errno-group]")[0].ClassName);
        page.FindAll("[data-testid=errno-group]")[0].Click();
        Assert.DoesNotContain("sel=", Uri);
    }

    [Fact]
    public void Errors_LastSeconds_MovesOnWithoutAnEvent()
    {
        TwoTimes();
        Open("/errors?last=15s");
        var page = Render<ErrorsScreen>();
        Assert.Equal(2, page.FindAll("[data-testid=errno]").Count);

        Tick(7);
        page.WaitForAssertion(() => Assert.Equal("ENOENT", Assert.Single(page.FindAll("[data-testid=errno]")).GetAttribute("data-errno")));
    }

    [Fact]
    public void Errors_Paused_StandStillAndTheFilterToo()
    {
        var shell = Shell();
        Story.FailExec(shell, "/one");
        Happen();
        var page = Render<ErrorsScreen>();
        Assert.True(Get<LivePulse>().PauseAsync().IsCompletedSuccessfully);
        Story.FailExec(shell, "/two").FailExec(shell, "/three");
        Happen();
        Tick();

        Assert.DoesNotContain("/two", page.Markup);
        Get<FilterState>().Set("errno:ENOENT");
        page.WaitForAssertion(() => Assert.Contains("match the filter", page.Markup));
        Assert.DoesNotContain("/two", page.Markup);
    }

    /// <summary>Twenty failures of one kind and twelve of another ten seconds later. Returns a time between them.</summary>
    private Timestamp TwoTimes()
    {
        var shell = Shell();
        for (var i = 0; i < 20; i++)
        {
            Story.FailExec(shell, "/a/tool", 13);
        }

        Story.NowNs += 10_000_000_000;
        var between = new Timestamp(Story.EpochUnixNs + Story.NowNs - 2_000_000_000);
        for (var i = 0; i < 12; i++)
        {
            Story.FailExec(shell, "/opt/broken");
        }

        Happen();
        return between;
    }
}
