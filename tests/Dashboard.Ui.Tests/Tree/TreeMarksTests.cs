using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeMarksTests : Screen
{
    [Fact]
    public void Clicks_WithCtrlAndShift_SelectSeveralAndAPlainOneEndsIt()
    {
        var (_, rows) = Family(5);
        var page = Render<TreeScreen>();

        Row(page, rows[0]).Click(new MouseEventArgs { CtrlKey = true });
        Row(page, rows[2]).Click(new MouseEventArgs { CtrlKey = true });
        page.WaitForAssertion(() => Assert.Equal([rows[0], rows[2]], Marked(page)));
        Assert.DoesNotContain("sel=", Uri);
        Row(page, rows[4]).Click(new MouseEventArgs { ShiftKey = true });
        page.WaitForAssertion(() => Assert.Equal([rows[2], rows[3], rows[4]], Marked(page)));
        Assert.Contains("3 selected", page.Find("[data-testid=marks-bar]").TextContent);
        Row(page, rows[2]).Click(new MouseEventArgs { CtrlKey = true });
        page.WaitForAssertion(() => Assert.Equal([rows[3], rows[4]], Marked(page)));
        Row(page, rows[1]).Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=marks-bar]")));
        Assert.Contains($"sel={rows[1]}", Uri);
    }

    [Fact]
    public async Task Keys_SpaceAndShiftArrows_SelectAndEscapeClears()
    {
        var (_, rows) = Family(5);
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Activate(rows[0]);
        var keys = Get<KeyCommands>();

        await keys.PressAsync("mark");
        await keys.PressAsync("mark-down");
        await keys.PressAsync("mark-down");
        page.WaitForAssertion(() => Assert.Equal([rows[0], rows[1], rows[2]], Marked(page)));
        await keys.PressAsync("mark-up");
        page.WaitForAssertion(() => Assert.Equal([rows[0], rows[1]], Marked(page)));
        await keys.PressAsync("escape");

        page.WaitForAssertion(() => Assert.Empty(Marked(page)));
    }

    [Fact]
    public async Task Copy_IsATableOfTheVisibleColumns()
    {
        var (_, rows) = Family(2);
        Story.Exec(rows[0], "/bin/echo", "echo", "a b").Exit(rows[0], 3);
        Happen();
        Open("/tree?cols=exit,pid,command,lifetime");
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Activate(rows[0]);
        await Get<KeyCommands>().PressAsync("mark");
        await Get<KeyCommands>().PressAsync("mark-down");

        page.Find("[data-testid=marks-copy]").Click();

        Assert.Equal("Process\tExit\tPID\tCommand\necho\t3\t300\t/bin/echo 'a b'\nbash\t\t301\t/usr/bin/bash", TreeCells.ToTable(
            Get<TreeViewModel>().Options.Shown, Get<TreeViewModel>().MarkedOrActive().Select(r => (r, (Core.Readings.ProcessUsage?)null)), Capture.Store.Clock, default));
    }

    [Fact]
    public async Task OnlyThese_FiltersByThePidsBesideTheFilter()
    {
        var (_, rows) = Family(4);
        Open("/tree?q=comm:bash");
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Activate(rows[1]);
        await Get<KeyCommands>().PressAsync("mark");
        await Get<KeyCommands>().PressAsync("mark-down");

        page.Find("[data-testid=marks-only]").Click();

        Assert.Contains("q=comm:bash+pid:301,302", Uri);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=marks-bar]")));
        Assert.Contains("2 of 6 processes", page.Find("[data-testid=tree-summary]").TextContent);
    }

    [Fact]
    public void Marked_AreBounded()
    {
        var marks = new MarkedRows();

        marks.Set(new ProcessId(1, 1), Enumerable.Range(1, 5_000).Select(pid => new ProcessId(pid, 1)));

        Assert.Equal(MarkedRows.Max, marks.Rows.Count);
        Assert.False(marks.Toggle(new ProcessId(6_000, 1)));
    }

    private (ProcessId Shell, ProcessId[] Rows) Family(int count)
    {
        var shell = Shell();
        var rows = Enumerable.Range(300, count).Select(pid => Story.Fork(shell, pid)).ToArray();
        Happen();
        return (shell, rows);
    }

    private static IElement Row(IRenderedComponent<TreeScreen> page, ProcessId id) => page.Find($"[data-testid=tree-row][data-process-id='{id}']");

    private static IEnumerable<ProcessId> Marked(IRenderedComponent<TreeScreen> page)
        => page.FindAll(".marked").Select(r => ProcessId.TryParse(r.GetAttribute("data-process-id"), out var id) ? id : default);
}
