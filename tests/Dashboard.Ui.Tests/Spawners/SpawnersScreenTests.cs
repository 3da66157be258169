using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Spawners;
using Xunit;

namespace Dashboard.Ui.Tests.Spawners;

public sealed class SpawnersScreenTests : Screen
{
    [Fact]
    public void Spawners_ShellThatStartsAJobEachMinute_IsOneRowWithItsFigures()
    {
        Jobs(5);

        var row = Assert.Single(Render<SpawnersScreen>().FindAll("[data-testid=spawner]"));

        Assert.Equal(
            ["bash /usr/bin/bash", "job /opt/job", "5", "every 1 m 00 s", "1 of 5 (20 %)", "10 ms"],
            row.QuerySelectorAll("td").Take(6).Select(cell => string.Join(' ', cell.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))));
        Assert.StartsWith("5 starts in 5 m 01 s, since capture began", Render<SpawnersScreen>().Find("[data-testid=spawners-head]").TextContent.Trim());
    }

    [Fact]
    public void Spawners_ClickOnThePair_FiltersByBoth()
    {
        Jobs(1);
        var page = Render<SpawnersScreen>();

        page.FindAll("[data-testid=spawner] .cell")[0].Click();
        Assert.Equal("pcomm:bash", Get<FilterState>().Text);
        page.FindAll("[data-testid=spawner] .cell")[1].Click();
        Assert.Equal("pcomm:bash comm:job", Get<FilterState>().Text);
        Assert.Single(page.FindAll("[data-testid=spawner]"));
    }

    [Fact]
    public void Spawners_SortByFailures_IsInTheAddressAndPutsThemFirst()
    {
        var shell = Jobs(3, fails: false);
        Run(shell, 900, "/opt/broken", code: 2);
        Happen();
        Open("/spawners");
        var page = Render<SpawnersScreen>();
        Assert.Contains("job", page.Find("[data-testid=spawner]").TextContent);

        page.Find("[data-testid=sort-failed]").Click();

        Assert.EndsWith("/spawners?sort=failed", Uri);
        Assert.Contains("broken", page.Find("[data-testid=spawner]").TextContent);
        Assert.Equal("Failed exits", page.Find("th[aria-sort=descending]").TextContent);
    }

    [Fact]
    public void Spawners_ExecThatFailedOrNone_SaysWhich()
    {
        var shell = Shell();
        var tries = Story.Fork(shell, 300);
        Story.FailExec(tries, "/no/such/tool").Exit(tries, 127);
        Story.Fork(shell, 301);
        Happen();

        var rows = Render<SpawnersScreen>().FindAll("[data-testid=spawner]").Select(r => r.TextContent).ToList();

        Assert.Contains(rows, r => r.Contains("exec failed") && r.Contains("/no/such/tool"));
        Assert.Contains(rows, r => r.Contains("fork without exec"));
    }

    [Fact]
    public void Spawners_ForkThatWasNotSeen_SaysThatTheParentIsUnknown()
    {
        Jobs(1);
        Story.Exec(new ProcessId(700, Story.NowNs), "/opt/stray");
        Happen();

        Assert.Contains("Of 1 more process the fork was not seen, so who started it is not known.", Render<SpawnersScreen>().Find("[data-testid=spawners-unseen]").TextContent);
    }

    [Fact]
    public void Spawners_Paused_StandStillAndGoOn()
    {
        var shell = Jobs(1);
        var page = Render<SpawnersScreen>();
        _ = Get<LivePulse>().TogglePauseAsync();
        Run(shell, 900, "/opt/later");
        Happen();
        Tick();
        Assert.Single(page.FindAll("[data-testid=spawner]"));

        _ = Get<LivePulse>().TogglePauseAsync();
        Tick();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=spawner]").Count));
    }

    [Fact]
    public void Spawners_RangeWithoutAStart_OffersAllTheTime()
    {
        Jobs(1);
        Open("/spawners?to=2000-01-01T00:00:00Z");
        var page = Render<SpawnersScreen>();

        Assert.Contains("No start in this range", page.Markup);
        page.Find("[data-testid=empty] button").Click();

        Assert.Single(page.FindAll("[data-testid=spawner]"));
        Assert.EndsWith("/spawners", Uri);
    }

    [Fact]
    public void Spawners_MorePairsThanRows_SaysHowMany()
    {
        var shell = Shell();
        for (var i = 0; i < SpawnersSnapshot.MaxGroups + 7; i++)
        {
            Run(shell, 300 + i, $"/opt/job{i}");
        }

        Happen();
        var page = Render<SpawnersScreen>();

        Assert.Equal(SpawnersSnapshot.MaxGroups, page.FindAll("[data-testid=spawner]").Count);
        Assert.StartsWith("and 7 more pairs", page.Find("[data-testid=spawners-left-out]").TextContent);
    }

    private ProcessId Jobs(int count, bool fails = true)
    {
        var shell = Shell();
        for (var i = 0; i < count; i++)
        {
            Run(shell, 300 + i, "/opt/job", fails && i == 0 ? 1 : 0);
            Story.NowNs += 60_000_000_000 - 3_000_000;
        }

        Happen();
        return shell;
    }

    private void Run(ProcessId parent, int pid, string path, int code = 0)
    {
        var id = Story.Fork(parent, pid);
        Story.Exec(id, path).Add(id, new ExitEvent { ExitCode = code, Usage = new ResourceUsage { UserNs = 1_000_000, SystemNs = 1_000_000 } });
    }
}
