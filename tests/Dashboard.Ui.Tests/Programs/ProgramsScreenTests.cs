using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Programs;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Programs;

public sealed class ProgramsScreenTests : Screen
{
    [Fact]
    public void Programs_Runs_AreOneRowWithTheirTotals()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/job", livedMs: 10);
        Run(shell, 301, "/opt/job", livedMs: 30, code: 1);
        Run(shell, 302, "/opt/job", livedMs: 20);
        Happen();
        var page = Render<ProgramsScreen>();

        var row = page.FindAll("[data-testid=program]").Single(r => r.TextContent.Contains("/opt/job"));
        Assert.Equal(["3", "1", "20 ms", "30 ms", "60 ms", "6 ms", "2 KiB"], row.QuerySelectorAll("td").Skip(1).Take(7).Select(cell => cell.TextContent.Trim()));
        Assert.Equal("3 programs, 5 processes, 1 failed, since capture began. 2 of them ran already when this time began.", page.Find("[data-testid=programs-head]").TextContent.Trim());
        Assert.Equal(["0+1 running already", "0+1 running already"], page.FindAll("[data-testid=program]").Where(r => !r.TextContent.Contains("/opt/job")).Select(r => r.QuerySelectorAll("td")[1].TextContent.Trim()));
    }

    [Fact]
    public void Programs_Row_LeadsToTreeEventsAndTimelineOfTheProgram()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/job", livedMs: 10);
        Happen();
        Open("/programs?q=uid:0+or+comm:job");
        var page = Render<ProgramsScreen>();
        var row = page.FindAll("[data-testid=program]").Single(r => r.TextContent.Contains("/opt/job"));

        Assert.StartsWith("/tree?q=(uid:0 or comm:job) comm:job&sel=300-", Plain(row, "program-tree"));
        Assert.EndsWith("&keep=all", Plain(row, "program-tree"));
        Assert.StartsWith("/events?q=(uid:0 or comm:job) comm:job&sel=300-", Plain(row, "program-events"));
        Assert.EndsWith("&span=all", Plain(row, "program-timeline"));
    }

    [Fact]
    public void Programs_Sort_IsInTheAddress()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/often", livedMs: 5);
        Run(shell, 301, "/opt/often", livedMs: 5);
        Run(shell, 302, "/opt/slow", livedMs: 500);
        Happen();
        Open("/programs");
        var page = Render<ProgramsScreen>();
        Assert.Contains("often", page.Find("[data-testid=program]").TextContent);

        page.Find("[data-testid=sort-median]").Click();
        Assert.EndsWith("/programs?sort=median", Uri);
        Assert.Contains("slow", page.Find("[data-testid=program]").TextContent);

        page.Find("[data-testid=sort-name]").Click();
        Assert.Equal("Program", page.Find("th[aria-sort=ascending]").TextContent);
        Assert.Contains("bash", page.Find("[data-testid=program]").TextContent);
    }

    [Fact]
    public void Programs_RangeWithoutAProcess_OffersTheWholeCapture()
    {
        Run(Shell(), 300, "/opt/job", livedMs: 5);
        Happen();
        Open("/programs?to=2000-01-01T00:00:00Z");
        var page = Render<ProgramsScreen>();

        Assert.Contains("No process in this range", page.Markup);
        page.Find("[data-testid=empty] button").Click();

        Assert.NotEmpty(page.FindAll("[data-testid=program]"));
        Assert.EndsWith("/programs", Uri);
    }

    [Fact]
    public void Programs_Paused_StandStillAndGoOn()
    {
        var shell = Shell();
        Happen();
        var page = Render<ProgramsScreen>();
        var before = page.FindAll("[data-testid=program]").Count;
        _ = Get<LivePulse>().TogglePauseAsync();
        Run(shell, 900, "/opt/later", livedMs: 5);
        Happen();
        Tick();
        Assert.Equal(before, page.FindAll("[data-testid=program]").Count);

        _ = Get<LivePulse>().TogglePauseAsync();
        Tick();
        page.WaitForAssertion(() => Assert.Equal(before + 1, page.FindAll("[data-testid=program]").Count));
    }

    [Fact]
    public void Programs_MoreThanRows_SaysHowMany()
    {
        var shell = Shell();
        for (var i = 0; i < ProgramsSnapshot.MaxRows + 5; i++)
        {
            Run(shell, 300 + i, $"/opt/job{i}", livedMs: 5);
        }

        Happen();
        Open("/programs?q=comm:job*");
        var page = Render<ProgramsScreen>();

        Assert.True(Get<FilterState>().IsActive);
        Assert.Equal(ProgramsSnapshot.MaxRows, page.FindAll("[data-testid=program]").Count);
        Assert.StartsWith("and 5 more", page.Find("[data-testid=programs-left-out]").TextContent);
    }

    private static string Plain(AngleSharp.Dom.IElement row, string link)
        => System.Uri.UnescapeDataString(row.QuerySelector($"[data-testid={link}]")!.GetAttribute("href")!.Replace('+', ' '));

    private void Run(ProcessId parent, int pid, string path, int livedMs, int code = 0)
    {
        var id = Story.Fork(parent, pid);
        Story.Exec(id, path);
        Story.NowNs = id.StartNs + (livedMs * 1_000_000L);
        Story.Add(id, new ExitEvent { ExitCode = code, Usage = new ResourceUsage { UserNs = 1_000_000, SystemNs = 1_000_000, MaxRssBytes = 2_048 } });
    }
}
