using Bunit;
using Dashboard.Ui.Pages;
using Dashboard.Ui.State;
using Xunit;

namespace Dashboard.Ui.Tests.Pages;

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
    public void Errors_PathLookups_AreApart()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/local/bin/make").FailExec(child, "/usr/bin/make").Exec(child, "/bin/make");
        Happen();

        var page = Render<ErrorsScreen>();

        Assert.Empty(page.FindAll("[data-testid=errno]"));
        Assert.Contains("2 PATH lookups", page.Find("[data-testid=lookups] summary").TextContent);
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

        Assert.Contains("Nothing has failed", Render<ErrorsScreen>().Markup);
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
}
