using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeGridTests : Screen
{
    /// <summary>What has an exit status has ended, and what ran one file mostly, too: a tree that kept such processes for a while would show none of them.</summary>
    [Theory]
    [InlineData("signal:SIGABRT", 1)]
    [InlineData("is:failed", 1)]
    [InlineData("path:/opt/*", 1)]
    [InlineData("crash", 1)]
    [InlineData("comm:crash", 0)]
    public void Tree_FilterForEndedOnes_ShowsThemHoweverLongAgo(string filter, int rows)
    {
        var crash = Story.Fork(Shell(), 300);
        Story.Exec(crash, "/opt/crash").Exit(crash, signal: 6).Reap(crash);
        Story.NowNs += 400_000_000_000;
        Happen();
        Open($"/tree?keep=3&q={filter}");

        var page = Render<TreeScreen>();

        Assert.Equal(rows, page.FindAll("[data-testid=tree-row]").Count(r => r.TextContent.Contains("crash")));
        Assert.Equal(rows, page.FindAll("[data-testid=keeps-for-filter]").Count);
        Assert.Equal(rows > 0, page.Find("[data-testid=keep]").HasAttribute("disabled"));
    }

    [Fact]
    public void Tree_ForkAddsRow_WithTheParentsImage()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Happen();

        var page = Render<TreeScreen>();

        var row = Row(page, child);
        Assert.Equal("3", row.GetAttribute("aria-level"));
        Assert.Equal(["bash"], Images(row));
        Assert.Contains("copied", row.QuerySelector(".img")!.ClassName);
        Assert.Contains("forked", row.QuerySelector(".mark")!.TextContent);
    }

    /// <summary>The kernel keeps 15 bytes; the letters after them are marked, and no part of what a filter gets.</summary>
    [Fact]
    public void Name_CutByTheKernel_IsShownWhole()
    {
        var id = Story.Snapshot(300, "systemd-journal", null, "/usr/lib/systemd/systemd-journald");
        Happen();

        var name = Row(Render<TreeScreen>(), id).QuerySelector(".comm")!;

        Assert.Equal("systemd-journald", name.TextContent);
        Assert.Equal("d", name.QuerySelector(".beyond")!.TextContent);
        Assert.Contains("15 bytes: systemd-journal.", name.QuerySelector(".beyond")!.GetAttribute("aria-description"), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_OfTheAddress_AreLeftOutAndOthersIgnored()
    {
        Shell();
        Happen();
        Open("/tree?hide=user,comm,lifetime,%22%3E");

        var panels = Render<MudPopoverProvider>();
        var page = Render<TreeScreen>();

        Assert.Equal("6", page.Find("[data-testid=tree]").GetAttribute("aria-colcount"));
        page.Find("[data-testid=columns]").Click();
        Assert.Equal(["PID", "Command", "Images", "Age", "Exit"], panels.WaitForElements(".choices label").Where(l => l.QuerySelector("input")!.HasAttribute("checked")).Select(l => l.TextContent.Trim()));
        panels.FindAll(".choices input")[0].Change(false);
        Assert.Contains("cols=command,images,age,exit", Uri);
        Assert.DoesNotContain("hide=", Uri);
    }

    [Fact]
    public void Tree_ExecKeepsRow_AndAddsImage()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/home/dev/exec_test").Exec(child, "/usr/bin/id");
        Happen();

        var page = Render<TreeScreen>();

        var row = Row(page, child);
        Assert.Equal(["bash", "exec_test", "id"], Images(row));
        Assert.Equal(3, row.QuerySelectorAll(".seg").Length);
        Assert.Single(page.FindAll("[data-testid=tree-row]"), r => r.GetAttribute("data-process-id")!.StartsWith("300-", StringComparison.Ordinal));
    }

    [Fact]
    public void Tree_NewProcessWhileOpen_AppearsByItself()
    {
        var shell = Shell();
        Happen();
        var page = Render<TreeScreen>();
        var before = page.FindAll("[data-testid=tree-row]").Count;

        var child = Story.Fork(shell, 300);
        Happen();
        Tick();

        page.WaitForAssertion(() => Assert.Equal(before + 1, page.FindAll("[data-testid=tree-row]").Count));
        Assert.Contains("fresh", Row(page, child).ClassName);
    }

    [Fact]
    public void Tree_ExitedProcess_LingersThirtySecondsThenGoes()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exit(child);
        Happen();
        var page = Render<TreeScreen>();
        Assert.Contains("gone", Row(page, child).ClassName);

        Seconds(28);
        Assert.Contains("gone", Row(page, child).ClassName);
        Seconds(4);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll($"[data-process-id='{child}']")));
    }

    [Fact]
    public void Tree_KeepAllInAddress_KeepsExitedRows()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exit(child);
        Happen();
        Tick(100);
        Open("/tree?keep=all");

        var page = Render<TreeScreen>();

        Assert.NotNull(Row(page, child));
    }

    [Fact]
    public void Tree_Rows_SayTheirPlaceToScreenReaders()
    {
        var shell = Shell();
        Story.Fork(shell, 300);
        var second = Story.Fork(shell, 301);
        Happen();

        var page = Render<TreeScreen>();

        var grid = page.Find("[role=treegrid]");
        Assert.Equal("5", grid.GetAttribute("aria-rowcount"));
        var row = Row(page, second);
        Assert.Equal("2", row.GetAttribute("aria-posinset"));
        Assert.Equal("2", row.GetAttribute("aria-setsize"));
        Assert.Equal("5", row.GetAttribute("aria-rowindex"));
        Assert.Equal("true", Row(page, shell).GetAttribute("aria-expanded"));
        Assert.Null(row.GetAttribute("aria-expanded"));
        Assert.Single(page.FindAll("[role=row][tabindex='0']"));
    }

    [Fact]
    public async Task Tree_LeftKeyOnOpenRow_FoldsItsChildren()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Happen();
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Activate(shell);

        await Get<KeyCommands>().PressAsync("left");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll($"[data-process-id='{child}']")));
        Assert.Equal("false", Row(page, shell).GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Tree_DownAndEnterKeys_SelectTheNextRow()
    {
        var shell = Shell();
        Happen();
        Render<TreeScreen>();

        await Get<KeyCommands>().PressAsync("down");
        await Get<KeyCommands>().PressAsync("enter");

        Assert.Equal(shell, Get<TreeViewModel>().Active);
        Assert.Contains($"sel={shell}", Uri);
    }

    [Fact]
    public void Tree_ThirdLifeOfAPid_HasABadge()
    {
        var shell = Shell();
        for (var life = 0; life < 2; life++)
        {
            Story.Exit(Story.Fork(shell, 300));
            Story.Reap(new ProcessId(300, Story.NowNs - 2_000_000));
        }

        var third = Story.Fork(shell, 300);
        Happen();

        var page = Render<TreeScreen>();

        Assert.Equal("life 3", Row(page, third).QuerySelector(".life-badge")!.TextContent);
    }

    [Fact]
    public void Tree_FilteredRow_DimsItsAncestors()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Story.Exec(child, "/usr/bin/make");
        Happen();
        Open("/tree?q=comm:make");

        var page = Render<TreeScreen>();

        Assert.Contains("context", Row(page, shell).ClassName);
        Assert.DoesNotContain("context", Row(page, child).ClassName);
        Assert.Contains("1 of 3 processes", page.Find("[data-testid=tree-summary]").TextContent);
    }

    [Fact]
    public void Tree_MatchesOnly_LeavesAncestorsOut()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/usr/bin/make");
        Happen();
        Open("/tree?q=comm:make&only=1");

        var page = Render<TreeScreen>();

        Assert.Equal(child.ToString(), Assert.Single(page.FindAll("[data-testid=tree-row]")).GetAttribute("data-process-id"));
    }

    [Fact]
    public void Tree_HostileComm_IsEscapedText()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Rename(child, "<b>x</b>\u001b[31m");
        Happen();

        var page = Render<TreeScreen>();

        var row = Row(page, child);
        Assert.Empty(row.QuerySelectorAll("b"));
        Assert.Equal("<b>x</b>\\x1b[31m", row.QuerySelector(".comm")!.TextContent);
    }

    [Fact]
    public void Tree_UnchangedRow_IsNotRenderedAgain()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Happen();
        var page = Render<TreeScreen>();
        var line = page.FindComponents<TreeLine>().Single(l => l.Instance.Row.Id == child);
        var drawn = line.RenderCount;

        Story.Fork(shell, 301);
        Story.Exec(new ProcessId(301, Story.NowNs - 1_000_000), "/usr/bin/true");
        Happen();
        Tick();
        var afterNeighbour = line.RenderCount;
        Story.Exec(new ProcessId(301, Story.NowNs - 2_000_000), "/usr/bin/false");
        Happen();
        Tick();

        // The first sibling changed the row's set size; the second changed nothing in the row.
        Assert.InRange(afterNeighbour - drawn, 0, 1);
        Assert.Equal(afterNeighbour, line.RenderCount);
    }

    private void Seconds(int count)
    {
        for (var second = 0; second < count; second++)
        {
            Tick();
        }
    }

    private static IElement Row(IRenderedComponent<TreeScreen> page, ProcessId id)
        => page.Find($"[data-testid=tree-row][data-process-id='{id}']");

    private static IEnumerable<string> Images(IElement row) => row.QuerySelectorAll(".img").Select(i => i.TextContent.Trim());
}
