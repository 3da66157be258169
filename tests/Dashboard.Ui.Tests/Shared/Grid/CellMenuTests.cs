using AngleSharp.Dom;
using Bunit;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Viewer;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Grid;

public sealed class CellMenuTests : Screen
{
    [Fact]
    public async Task Menu_OfACell_IncludesAndExcludesItsTrueValue()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Rename(child, "a \u001b b");
        Happen();
        var menu = Render<CellMenu>();

        await OpenAsync(menu, child.ToString(), "comm");
        Click(menu, "Hide");
        Assert.Equal("-comm:\"a \u001b b\"", Get<FilterState>().Text);
        Assert.Null(Get<FilterState>().Error);

        Get<FilterState>().Clear();
        await OpenAsync(menu, child.ToString(), "comm");
        Click(menu, "Only");
        Assert.Equal("comm:\"a \u001b b\"", Get<FilterState>().Text);
        Assert.Empty(menu.FindAll("[role=menu]"));
    }

    [Fact]
    public async Task Menu_OfARowByKey_OffersAllItsFieldsAndTheSubtree()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/no/such").Exit(child, 127);
        Happen();
        Open("/tree");
        var menu = Render<CellMenu>();

        await OpenAsync(menu, child.ToString(), "");
        var said = menu.FindAll("[role=menuitem]").Select(i => i.TextContent).ToList();
        Assert.Contains("Only errno:ENOENT", said);
        Assert.Contains("Hide exit:127", said);
        Assert.Contains("Only pid:300", said);
        Click(menu, "Only this subtree");

        Assert.Contains($"zoom={child}", Uri);
    }

    [Fact]
    public async Task Menu_WhileOpen_HoldsTheViewAndCountsWhatWaits()
    {
        var shell = Shell();
        Happen();
        var menu = Render<CellMenu>();

        await OpenAsync(menu, shell.ToString(), "comm");
        Assert.True(Get<LivePulse>().Paused);
        Story.Fork(shell, 300);
        Happen();
        Assert.Equal(1, Get<LivePulse>().Waiting);

        await Get<KeyCommands>().PressAsync("escape");
        Assert.False(Get<LivePulse>().Paused);
        Assert.Empty(menu.FindAll("[role=menu]"));
    }

    [Fact]
    public async Task Menu_OfAnEvent_HasWhatHappenedThen()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/usr/bin/make").Exec(child, "/usr/bin/cc");
        Happen();
        var seq = Capture.Store.Read(v => v.Events.LastSeq) - 1;
        var menu = Render<CellMenu>();

        await menu.InvokeAsync(() => menu.Instance.OpenAsync(new MenuRequest("event", child.ToString(), seq, "path", "make", 10, 10)));

        Assert.Equal("Only path:/usr/bin/make", menu.Find("[role=menuitem]").TextContent);
        Assert.Contains(menu.FindAll("[role=menuitem]"), i => i.TextContent == "Copy make");
    }

    private static Task OpenAsync(IRenderedComponent<CellMenu> menu, string process, string fields)
        => menu.InvokeAsync(() => menu.Instance.OpenAsync(new MenuRequest("row", process, null, fields, "", 10, 10)));

    private static void Click(IRenderedComponent<CellMenu> menu, string begins)
        => menu.FindAll("[role=menuitem]").First(i => i.TextContent.StartsWith(begins, StringComparison.Ordinal)).Click();
}
