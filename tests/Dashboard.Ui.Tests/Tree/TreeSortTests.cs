using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeSortTests : Screen
{
    [Fact]
    public void Head_Clicks_SortDownThenUpThenTheTree()
    {
        Family();
        var page = Render<TreeScreen>();

        Head(page, "Age").Click();
        page.WaitForAssertion(() => Assert.Equal([1, 200, 300, 301], Pids(page)));
        Assert.Contains("sort=-age", Uri);
        Assert.Equal("descending", page.Find("[data-column=age]").GetAttribute("aria-sort"));
        Head(page, "Age").Click();
        page.WaitForAssertion(() => Assert.Equal([301, 300, 200, 1], Pids(page)));
        Assert.All(page.FindAll("[data-testid=tree-row]"), r => Assert.Equal("1", r.GetAttribute("aria-level")));
        Head(page, "Age").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=sorted]")));
        Assert.DoesNotContain("sort=", Uri);
    }

    [Fact]
    public async Task Sorted_ByAddress_SaysSoAndOneKeyLeadsBack()
    {
        Family();
        Open("/tree?sort=-pid");
        var page = Render<TreeScreen>();
        Assert.Equal([301, 300, 200, 1], Pids(page));
        Assert.Equal("Sorted by PID: back to the tree", page.Find("[data-testid=unsort]").TextContent);

        await Get<KeyCommands>().PressAsync("unsort");

        page.WaitForAssertion(() => Assert.Equal([1, 200, 300, 301], Pids(page)));
        Assert.Empty(page.FindAll("[data-testid=sorted]"));
    }

    [Fact]
    public void Sorted_ByNothingKnown_IsTheTree()
    {
        Family();
        Open("/tree?sort=lifetime");

        Assert.Empty(Render<TreeScreen>().FindAll("[data-testid=sorted]"));
    }

    [Fact]
    public void Sorted_NewProcess_ComesWithinASecondNotAtOnce()
    {
        var shell = Family();
        Open("/tree?sort=pid");
        var page = Render<TreeScreen>();

        Story.Fork(shell, 250);
        Happen();
        Tick(0.2);
        Assert.Equal([1, 200, 300, 301], Pids(page));
        Tick(1);

        page.WaitForAssertion(() => Assert.Equal([1, 200, 250, 300, 301], Pids(page)));
    }

    [Fact]
    public async Task Keys_InASortedList_MoveInItsOrder()
    {
        Family();
        Open("/tree?sort=-pid");
        var page = Render<TreeScreen>();

        await Get<KeyCommands>().PressAsync("down");
        Assert.Equal(300, Get<TreeViewModel>().Active?.Pid);
        await Get<KeyCommands>().PressAsync("parent");
        Assert.Equal(200, Get<TreeViewModel>().Active?.Pid);
        Assert.Single(page.FindAll("[role=row][tabindex='0']"));
    }

    private ProcessId Family()
    {
        var shell = Shell();
        Story.Fork(shell, 300);
        Story.Fork(shell, 301);
        Happen();
        return shell;
    }

    private static AngleSharp.Dom.IElement Head(IRenderedComponent<TreeScreen> page, string title)
        => page.FindAll("[role=columnheader] button").Single(b => b.TextContent.Trim().StartsWith(title, StringComparison.Ordinal));

    private static IEnumerable<int> Pids(IRenderedComponent<TreeScreen> page)
        => page.FindAll("[data-testid=tree-row] .c-pid").Select(c => int.Parse(c.TextContent));
}
