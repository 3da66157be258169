using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeColumnsTests : Screen
{
    [Theory]
    [InlineData("exit,pid", "exit,pid")]
    [InlineData("pid:80,command:320,pid", "pid:80,command:320")]
    [InlineData("pid:1,<b>,exit:x,command:99999", "pid:40,exit,command:2000")]
    [InlineData("pid,process:300", "process:300,pid")]
    public void Parse_WhatIsKnown_IsKeptInItsOrder(string text, string expected) => Assert.Equal(expected, TreeColumns.Parse(text).ToString());

    [Fact]
    public void Changes_OrderChoiceAndWidth_StandInTheText()
    {
        var (pid, exit, command) = (TreeColumn.Find("pid")!, TreeColumn.Find("exit")!, TreeColumn.Find("command")!);
        var columns = TreeColumns.Parse("pid,command,exit");

        Assert.Equal("command,pid,exit", columns.Move(pid, 1).ToString());
        Assert.Equal("pid,command,exit", columns.Move(pid, -1).ToString());
        Assert.Equal("exit,pid,command", columns.MoveBefore(exit, pid).ToString());
        Assert.Equal("command,exit,pid", columns.MoveBefore(pid, null).ToString());
        Assert.Equal("pid,exit", columns.Without([command]).ToString());
        Assert.Equal("pid,command,exit", columns.Without([command]).With(command).ToString());
        Assert.Equal("pid,command:200,exit", columns.WithWidth(command, 200).ToString());
        Assert.Equal(columns, columns.WithWidth(command, 200).WithWidth(command, null));
        Assert.Equal(TreeColumn.All.Count, columns.Ordered.Count);
    }

    [Fact]
    public void Command_Column_HasTheCommandLineOfTheLastImage()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/usr/bin/env", "env", "make").Exec(child, "/usr/bin/make", "make", "-j2", "all targets").Exit(child);
        Happen();

        var page = Render<TreeScreen>();

        Assert.Equal("/usr/bin/make -j2 'all targets'", page.Find($"[data-process-id='{child}'] .c-cmd").TextContent);
    }

    [Fact]
    public void Command_ThatIsLong_IsCut()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/bin/sh", "sh", "-c", new string('x', 100_000));
        Happen();

        var cell = Render<TreeScreen>().Find($"[data-process-id='{child}'] .c-cmd").TextContent;

        Assert.EndsWith("x…", cell);
        Assert.InRange(cell.Length, 80, 120);
    }

    [Fact]
    public void Command_ThatIsHostile_IsText()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/bin/sh", "sh", "-c", "<b onclick='x'>\"&lt;</b>");
        Happen();

        var cell = Render<TreeScreen>().Find($"[data-process-id='{child}'] .c-cmd");

        Assert.Empty(cell.Children);
        Assert.Contains("<b onclick=", cell.TextContent);
        Assert.Contains("&lt;", cell.TextContent);
    }

    [Fact]
    public void Columns_Chosen_ShowWhatWasReadAtTheExit()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/usr/bin/make");
        Story.Add(child, new Core.Events.ExitEvent { ExitCode = 0, Usage = new ResourceUsage { UserNs = 2_000_000_000, SystemNs = 500_000_000, MaxRssBytes = 3 << 20 } });
        Happen();
        Open("/tree?cols=cpu,memory,started,parent");

        var row = Render<TreeScreen>().Find($"[data-process-id='{child}']");

        Assert.Equal(["2.5 s", "3 MiB", "bash (200)"], new[] { ".c-cpu", ".c-mem", ".c-parent" }.Select(c => row.QuerySelector(c)!.TextContent));
        Assert.Matches(@"^\d\d:\d\d:\d\d$", row.QuerySelector(".c-start")!.TextContent);
    }

    [Fact]
    public async Task Columns_LaterInTheSameBrowser_AreThoseOfBefore()
    {
        Shell();
        Happen();
        await Get<ViewSettings>().SetColumnsAsync(TreeColumns.Parse("exit,command:300"));
        Open("/events");
        Assert.DoesNotContain("cols", Uri);

        Open("/tree");
        var page = Render<TreeScreen>();

        Assert.Contains("cols=exit,command:300", Uri);
        Assert.Equal(["Process", "Exit", "Command"], page.FindAll("[role=columnheader] button").Select(b => b.TextContent.Trim()));
        Assert.Contains("--u-command,300px", page.Find("[data-testid=tree]").GetAttribute("style"));
    }

    [Fact]
    public void Menu_MovesAColumn()
    {
        Shell();
        Happen();
        var panels = Render<MudPopoverProvider>();
        var page = Render<TreeScreen>();
        page.Find("[data-testid=columns]").Click();

        panels.WaitForElement("[aria-label='Move Command left']").Click();

        Assert.Contains("cols=command,pid,images", Uri);
        page.WaitForAssertion(() => Assert.Equal("Command", page.FindAll("[role=columnheader] button")[1].TextContent.Trim()));
    }
}
