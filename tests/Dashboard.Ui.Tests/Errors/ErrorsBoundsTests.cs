using Bunit;
using Dashboard.Core.Events;
using Dashboard.Ui.Errors;
using Xunit;

namespace Dashboard.Ui.Tests.Errors;

/// <summary>The tables of the errors page state what they merge or omit.</summary>
public sealed class ErrorsBoundsTests : Screen
{
    [Fact]
    public void Errors_MoreNamesAndPathsThanAreCountedApart_AreOthers()
    {
        var shell = Shell();
        Story.Add(shell, new ExecExitEvent { Syscall = "execve", Path = null, Ret = -14 });
        Story.Add(shell, new ExecExitEvent { Syscall = "execve", Path = "/beginning", PathShed = true, Ret = -20 });
        for (var i = 0; i < 26_000; i++)
        {
            Story.FailExec(shell, $"/nope/{i}", 13).Rename(shell, $"n{i}");
        }

        Happen();

        var page = Render<ErrorsScreen>();
        var others = page.Find("[data-errno=EACCES]").NextElementSibling!.QuerySelectorAll("td");
        Assert.Equal(("other paths", "other names", "execve"), (others[0].TextContent.Trim(), others[1].TextContent.Trim(), others[2].TextContent));
        Assert.Empty(others[1].QuerySelectorAll("button"));
        Assert.Contains("path not captured", page.Find("[data-errno=EFAULT]").NextElementSibling!.TextContent);
        Assert.Contains("path not captured", page.Find("[data-errno=ENOTDIR]").NextElementSibling!.TextContent);
        Assert.Contains("the counts are complete", page.Find("[data-testid=errors-others]").TextContent);
        Assert.Contains("26,002", page.Find("[data-testid=errors-head]").TextContent);
    }

    [Fact]
    public void Errors_FewNames_AreNoOthers()
    {
        Story.FailExec(Shell(), "/nope", 13);
        Happen();

        Assert.Empty(Render<ErrorsScreen>().FindAll("[data-testid=errors-others]"));
    }

    [Fact]
    public void Errors_MoreLookupsThanRows_SaysHowManyAreLeftOut()
    {
        var shell = Shell();
        for (var i = 0; i < ErrorsSnapshot.MaxLookupRows + 10; i++)
        {
            var child = Story.Fork(shell, 300 + i);
            Story.FailExec(child, $"/usr/bin/make{i}").Exec(child, $"/bin/make{i}");
        }

        Happen();

        var page = Render<ErrorsScreen>();
        Unfold(page);
        Assert.Contains("and 10 more in rarer groups", page.Find("[data-testid=lookups-left-out]").TextContent);
    }
}
