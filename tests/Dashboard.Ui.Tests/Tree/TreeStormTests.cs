using Bunit;
using Dashboard.Core.Model;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeStormTests : Screen
{
    [Fact]
    public void Tree_Storm_IsOneLineWithItsFigures()
    {
        Burst(Shell(), 1_482, "nop", failed: 37);
        Happen();
        Open("/tree?keep=60");

        var page = Render<TreeScreen>();

        var row = page.Find("[data-testid=storm-row]");
        Assert.Equal("nop × 1,482, 37 failed, median 2 ms, in the last 60 s", row.GetAttribute("aria-label"));
        Assert.Equal("false", row.GetAttribute("aria-expanded"));
        Assert.Equal(2, page.FindAll("[data-testid=tree-row]").Count);
        Assert.Contains("1,484 processes", page.Find("[data-testid=tree-summary]").TextContent);
    }

    [Fact]
    public async Task Tree_StormByKeys_OpensFoldsAndLeadsToItsParent()
    {
        var shell = Shell();
        Burst(shell, 30, "nop");
        Happen();
        var page = Render<TreeScreen>();
        var storm = new TreeRowKey(shell, "nop");
        Get<TreeViewModel>().Activate(storm);

        await Get<KeyCommands>().PressAsync("enter");
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=storm-row]").GetAttribute("aria-expanded")));
        Assert.Contains(page.FindAll("[data-testid=tree-row]"), r => r.GetAttribute("aria-level") == "4");

        await Get<KeyCommands>().PressAsync("down");
        Assert.NotNull(Get<TreeViewModel>().Active);
        await Get<KeyCommands>().PressAsync("left");
        Assert.Equal(storm, Get<TreeViewModel>().ActiveRow);
        await Get<KeyCommands>().PressAsync("left");
        page.WaitForAssertion(() => Assert.Equal("false", page.Find("[data-testid=storm-row]").GetAttribute("aria-expanded")));
        await Get<KeyCommands>().PressAsync("left");
        Assert.Equal(shell, Get<TreeViewModel>().Active);
    }

    [Fact]
    public void Tree_FilterOnAStorm_SaysHowManyMatch()
    {
        Burst(Shell(), 100, "nop", failed: 40);
        Happen();
        Open("/tree?q=is:failed");

        var page = Render<TreeScreen>();

        Assert.Equal("× 40 of 100", page.Find(".storm-count").TextContent);
        Assert.Contains("40 of 102 processes", page.Find("[data-testid=tree-summary]").TextContent);
    }

    [Fact]
    public void Tree_StormsOpenInAddress_ShowsEachRow()
    {
        Burst(Shell(), 30, "nop");
        Happen();
        Open("/tree?storms=open");

        var page = Render<TreeScreen>();

        Assert.Empty(page.FindAll("[data-testid=storm-row]"));
        Assert.Equal("33", page.Find("[role=treegrid]").GetAttribute("aria-rowcount"));
    }

    [Fact]
    public void Tree_HostileStorm_IsEscapedText()
    {
        Burst(Shell(), 30, "<b>\u001b");
        Happen();

        var page = Render<TreeScreen>();

        var row = page.Find("[data-testid=storm-row]");
        Assert.Empty(row.QuerySelectorAll("b"));
        Assert.Equal("<b>\\x1b", row.QuerySelector(".comm")!.TextContent);
    }

    [Fact]
    public async Task Tree_StormOutOfSight_IsAnnouncedShownAndHidden()
    {
        var shell = Shell();
        Happen();
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Toggle(shell);
        Assert.Empty(page.FindAll("[data-testid=storm-notice]"));
        Burst(shell, 600, "nop");
        Happen();
        Tick(2);

        page.WaitForAssertion(() => Assert.StartsWith("Storm: bash (200) started 600 nop in ", page.Find("[data-testid=storm-notice] span").TextContent));
        Assert.Empty(page.FindAll("[data-testid=storm-row]"));
        page.Find("[data-testid=storm-show]").Click();
        page.WaitForAssertion(() => Assert.Equal(new TreeRowKey(shell, "nop"), Get<TreeViewModel>().ActiveRow));
        Assert.Single(page.FindAll("[data-testid=storm-row]"));
        page.Find("[data-testid=storm-hide]").Click();

        Assert.Contains("q=-(comm:nop+ppid:200)", System.Uri.UnescapeDataString(Uri));
        Tick(2);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=storm-notice]")));
        Assert.Empty(page.FindAll("[data-testid=storm-row]"));
    }

    [Fact]
    public async Task Menu_OfAStorm_IncludesAndHidesItsProcesses()
    {
        var shell = Shell();
        Burst(shell, 30, "nop");
        Burst(shell, 2, "make");
        Happen();
        var page = Render<TreeScreen>();
        var row = page.Find("[data-testid=storm-row]");
        var menu = Render<CellMenu>();

        await menu.InvokeAsync(() => menu.Instance.OpenAsync(new MenuRequest(row.Id!, row.GetAttribute("data-process-id")!, null, "", "nop", 0, 0, row.GetAttribute("data-storm"))));
        Assert.Equal(
            ["Only comm:nop ppid:200", "Hide comm:nop ppid:200", "Only the parent's subtree", "Details of the parent", "Copy nop"],
            menu.FindAll("[role=menuitem]").Select(i => i.TextContent));
        menu.FindAll("[role=menuitem]")[1].Click();

        Assert.Contains("q=-(comm:nop+ppid:200)", System.Uri.UnescapeDataString(Uri));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=storm-row]")));
        Assert.NotEmpty(page.FindAll("[data-testid=tree-row]"));
    }

    private void Burst(ProcessId parent, int count, string comm, int failed = 0)
    {
        for (var i = 0; i < count; i++)
        {
            var id = Story.Fork(parent, 1_000 + i);
            Story.Exec(id, $"/bin/{comm}").Exit(id, i < failed ? 1 : 0);
        }
    }
}
