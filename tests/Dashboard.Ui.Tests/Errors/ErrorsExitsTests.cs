using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Errors;
using Dashboard.Ui.Shared.Filtering;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Ui.Tests.Errors;

/// <summary>The errors page has failed exits and signals beside failed calls, and one line that counts them all.</summary>
public sealed class ErrorsExitsTests : Screen
{
    [Fact]
    public void Errors_ServiceThatFailsAgainAndAgain_IsARowWithItsCodeAndStarter()
    {
        var last = Failures(3);

        var page = Render<ErrorsScreen>();

        var row = Assert.Single(page.FindAll("[data-testid=errors-exits] [data-testid=exit-group]"));
        var cells = row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["exit 1", "backup", "bash", "3", "100 %"], cells[..5]);
        Assert.EndsWith($"sel={last}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.NotEqual(cells[5], cells[6]);
    }

    [Fact]
    public void Errors_Signal_HasItsSenderAndIsNoExitCode()
    {
        var shell = Shell();
        var server = Story.Fork(shell, 300);
        Story.Exec(server, "/bin/server").Exit(server, signal: 15, by: new ProcessReference(shell, shell.Pid, "bash"));
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Empty(page.FindAll("[data-testid=errors-exits]"));
        var cells = page.FindAll("[data-testid=errors-signals] [data-testid=exit-group] td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["SIGTERM", "server", "bash", "bash", "1"], cells[..5]);
        Assert.Equal("1 failed exit of 1 exit (1 by a signal)", page.Find("[data-testid=exits-count]").TextContent);
    }

    [Fact]
    public void Errors_Head_StatesEachCountAndTheirSum()
    {
        Failures(2);
        var child = Story.Fork(new ProcessId(200, 200_000), 500);
        Story.FailExec(child, "/usr/bin/tool").Exec(child, "/bin/tool").FailExec(child, "/no/such").Exit(child);
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Equal("3", page.Find("[data-testid=failures-count]").TextContent);
        Assert.Equal("2 failed exits of 3 exits", page.Find("[data-testid=exits-count]").TextContent);

        // Three forks and two execs that worked for the exits above, one more of each, a lookup and a failure.
        Assert.Equal("1 failed call of 8 execs and forks", page.Find("[data-testid=calls-count]").TextContent);
        Assert.Contains("1 PATH lookup is not a failure.", page.Find("[data-testid=errors-head]").TextContent);
    }

    [Fact]
    public void Errors_ClickOnExitAndStarter_FilterByBoth()
    {
        Failures(3);
        var page = Render<ErrorsScreen>();

        page.Find("[data-testid=exit-group] td:nth-child(3) button").Click();

        Assert.Equal("exit:1 pcomm:bash", Get<FilterState>().Applied.Text);
        page.WaitForAssertion(() => Assert.Equal("3", page.Find("[data-testid=failures-count]").TextContent));
    }

    [Fact]
    public void Errors_FilterOnAnExitCode_LeavesOtherFailuresOut()
    {
        Failures(3);
        Story.FailExec(Story.Fork(new ProcessId(200, 200_000), 500), "/nope");
        Happen();
        Open("/errors?q=exit:1");

        var page = Render<ErrorsScreen>();

        Assert.Equal("3", page.Find("[data-testid=failures-count]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=errno]"));
    }

    [Fact]
    public void Errors_LegendOfAnExitCode_FiltersByIt()
    {
        Failures(3);
        var page = Render<ErrorsScreen>();

        page.FindAll("button.legend-item").Single(item => item.TextContent.StartsWith("exit 1", StringComparison.Ordinal)).Click();

        Assert.Equal("exit:1", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Errors_ManyPrograms_AreABoundedTableThatCountsTheRest()
    {
        var shell = Shell();
        for (var i = 0; i < 200; i++)
        {
            var child = Story.Fork(shell, 300 + i);
            Story.Exec(child, $"/bin/p{i}").Exit(child, 1);
        }

        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Equal(12, page.FindAll("[data-testid=exit-group]").Count);
        page.Find("[data-testid=errors-exits] button[aria-expanded]").Click();
        Assert.Equal(ErrorsSnapshot.MaxExitRows, page.FindAll("[data-testid=exit-group]").Count);
        Assert.Contains($"and {200 - ErrorsSnapshot.MaxExitRows} more in rarer groups", page.Find("[data-testid=errors-exits]").TextContent);
    }

    [Fact]
    public void Errors_Table_StandsAboveTheCharts()
    {
        Failures(1);

        var page = Render<ErrorsScreen>().Markup;

        Assert.True(page.IndexOf("errors-exits", StringComparison.Ordinal) < page.IndexOf("failures-over-time", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_HostileProgram_IsEscapedText()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Rename(child, "<b>x\u001b").Exit(child, 1);
        Happen();

        var table = Render<ErrorsScreen>().Find("[data-testid=errors-exits]");

        Assert.Empty(table.QuerySelectorAll("b"));
        Assert.Contains("<b>x\\x1b", table.TextContent);
    }

    /// <summary>A service that a shell starts and that exits with 1; returns the last.</summary>
    private ProcessId Failures(int times)
    {
        var shell = Shell();
        ProcessId last = default;
        for (var i = 0; i < times; i++)
        {
            last = Story.Fork(shell, 300 + i);
            Story.Exec(last, "/bin/backup").Exit(last, 1);
            Story.NowNs += 1_000_000_000;
        }

        Happen();
        return last;
    }
}
