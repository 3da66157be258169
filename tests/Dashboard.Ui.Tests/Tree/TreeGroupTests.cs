using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeGroupTests : Screen
{
    [Fact]
    public void Tree_ByCgroup_HasARowForEachWithItsCounts()
    {
        Groups();
        Open("/tree?by=cgroup");
        var page = Render<TreeScreen>();

        Assert.Equal(
            ["cgroup /box/b1, 2 processes, 2 running", "cgroup /user.slice, 2 processes, 1 running, 1 failed", "cgroup not known, 1 process, 1 running"],
            page.FindAll("[data-testid=group-row]").Select(r => r.GetAttribute("aria-label")));
        Assert.Equal("cgroup", page.Find("[data-testid=lineage]").GetAttribute("value"));
        Assert.Contains("5 processes", page.Find("[data-testid=tree-summary]").TextContent);
        Assert.Equal(["2", "3"], page.FindAll("[data-testid=tree-row]").Take(2).Select(r => r.GetAttribute("aria-level")));
    }

    [Fact]
    public void Tree_ByContainer_TellsNotRecognisedFromNotKnown()
    {
        Groups();
        Open("/tree?by=container");

        Assert.Equal(
            ["container b1", "not recognised as a container", "container not known"],
            Render<TreeScreen>().FindAll(".group-name").Select(n => n.TextContent));
    }

    [Fact]
    public void Tree_Switch_WritesTheAddressAndBack()
    {
        Groups();
        var page = Render<TreeScreen>();
        Assert.Empty(page.FindAll("[data-testid=group-row]"));

        page.Find("[data-testid=lineage]").Change("session");
        Assert.EndsWith("by=session", Uri);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=group-row]")));

        page.Find("[data-testid=lineage]").Change("birth");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=group-row]")));
        Assert.DoesNotContain("by=", Uri);
    }

    [Fact]
    public async Task Tree_GroupByKeys_FoldsOpensAndIsLedToFromItsProcesses()
    {
        Groups();
        Open("/tree?by=cgroup");
        var page = Render<TreeScreen>();
        var group = new TreeRowKey(default, Group: new TreeGroupKey("/box/b1", true));
        Assert.Equal(group, Get<TreeViewModel>().ActiveRow);
        Assert.Null(Get<TreeViewModel>().Active);

        await Get<KeyCommands>().PressAsync("left");
        page.WaitForAssertion(() => Assert.Equal("false", page.Find("[data-testid=group-row]").GetAttribute("aria-expanded")));
        Assert.Equal(3, page.FindAll("[data-testid=tree-row]").Count);
        await Get<KeyCommands>().PressAsync("enter");
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("[data-testid=tree-row]").Count));
        await Get<KeyCommands>().PressAsync("right");
        Assert.NotNull(Get<TreeViewModel>().Active);
        await Get<KeyCommands>().PressAsync("left");
        await Get<KeyCommands>().PressAsync("left");
        Assert.Equal(group, Get<TreeViewModel>().ActiveRow);
    }

    [Fact]
    public void Tree_OnlyThese_FiltersByTheGroup()
    {
        Groups();
        Open("/tree?by=cgroup");
        var page = Render<TreeScreen>();

        page.Find("[data-testid=group-row] button").Click();

        Assert.Equal("cgroup:/box/b1", Get<FilterState>().Text);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=group-row]")));
    }

    [Fact]
    public void Tree_NewProcessInAGroup_AppearsByItself()
    {
        var inside = Groups();
        Open("/tree?by=cgroup");
        var page = Render<TreeScreen>();

        In(Story.Fork(inside, 900), "/box/b1", "b1");
        Happen();
        Tick();

        page.WaitForAssertion(() => Assert.Contains("3 processes, 3 running", page.Find("[data-testid=group-row]").TextContent));
    }

    /// <summary>One group in a container, one without, and a process without a known context.</summary>
    private ProcessId Groups()
    {
        var shell = In(Story.Snapshot(200, "bash", null, "/usr/bin/bash"), "/user.slice");
        var inside = In(Story.Fork(shell, 300), "/box/b1", "b1");
        In(Story.Fork(inside, 301), "/box/b1", "b1");
        Story.Exit(In(Story.Fork(shell, 302), "/user.slice"), 1);
        Story.Snapshot(400, "unknown");
        Happen();
        return inside;
    }

    private ProcessId In(ProcessId id, string cgroup, string? container = null)
    {
        Story.Add(id, new ExecExitEvent { Syscall = "execve", Path = "/bin/x", Args = ["x"], ArgCount = 1, Context = new ProcessContext { Cgroup = cgroup, Container = container, Session = 7 } });
        return id;
    }
}
