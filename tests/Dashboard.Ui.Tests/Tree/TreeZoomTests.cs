using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeZoomTests : Screen
{
    [Fact]
    public async Task Tree_ZoomKey_ShowsTheSubtreeAndAWayOut()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Happen();
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Activate(shell);

        await Get<KeyCommands>().PressAsync("zoom");

        page.WaitForAssertion(() => Assert.Equal([shell, child], Rows(page)));
        Assert.Contains($"zoom={shell}", Uri);
        Assert.Equal("bash 200", page.Find("[aria-current=location]").TextContent);

        page.Find("[data-testid=zoom-out]").Click();
        page.WaitForAssertion(() => Assert.Equal(3, Rows(page).Count));
        Assert.DoesNotContain("zoom=", Uri);
    }

    [Fact]
    public void Tree_ZoomOnWhatIsNotInTheCapture_SaysSoAndHasAWayOut()
    {
        Shell();
        Happen();
        Open("/tree?zoom=4312-99");

        var page = Render<TreeScreen>();

        Assert.Contains("4312-99 is not in this capture", page.Find("[data-testid=zoom-path]").TextContent);
        page.Find("[data-testid=zoom-out]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, Rows(page).Count));
    }

    [Fact]
    public void Tree_ByCurrentParent_MovesTheOrphan()
    {
        var init = Story.Snapshot(1, "systemd");
        var parent = Story.Fork(init, 300);
        var orphan = Story.Fork(parent, 301);
        Story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(init, 1, null) });
        Happen();
        var page = Render<TreeScreen>();
        Assert.Equal("3", Level(page, orphan));

        page.Find("[data-testid=lineage]").Change("parent");

        page.WaitForAssertion(() => Assert.Equal("2", Level(page, orphan)));
        Assert.Contains("by=parent", Uri);
    }

    [Fact]
    public async Task Tree_FollowedProcessEnds_StaysInSight()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Happen();
        var page = Render<TreeScreen>();
        Get<TreeViewModel>().Activate(child);

        await Get<KeyCommands>().PressAsync("follow");
        Assert.Contains("follow=1", Uri);
        Assert.Contains($"sel={child}", Uri);

        Story.Exit(child);
        Happen();
        Tick(10);
        for (var second = 0; second < 5; second++)
        {
            Tick();
        }

        page.WaitForAssertion(() => Assert.Contains("gone", page.Find($"[data-process-id='{child}']").ClassName));
        Assert.Contains(JSInterop.Invocations, i => i.Identifier == "scrollToRow");
    }

    private static List<ProcessId> Rows(IRenderedComponent<TreeScreen> page)
        => [.. page.FindAll("[data-testid=tree-row]").Select(r => ProcessId.TryParse(r.GetAttribute("data-process-id"), out var id) ? id : default)];

    private static string? Level(IRenderedComponent<TreeScreen> page, ProcessId id)
        => page.Find($"[data-process-id='{id}']").GetAttribute("aria-level");
}
