using Bunit;
using Dashboard.Core.Events;
using Dashboard.Ui.Errors;
using Dashboard.Ui.Events;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Grid;

/// <summary>The note for a filter on arguments while not all were kept.</summary>
public sealed class ArgumentsNoteTests : Screen
{
    private const string Note = "[data-testid=arguments-note]";

    [Theory]
    [InlineData("args~x", true)]
    [InlineData("make", true)]
    [InlineData("pid:5 or -args:x", true)]
    [InlineData("comm:make", false)]
    [InlineData("", false)]
    public void Pages_SomeArgumentsWereNotKept_SaySoWhereTheFilterAsksForThem(string filter, bool expected)
    {
        Run(truncated: true);
        Open($"/tree?q={System.Uri.EscapeDataString(filter)}");

        Assert.Equal(expected ? 1 : 0, Render<TreeScreen>().FindAll(Note).Count);
        Assert.Equal(expected ? 1 : 0, Render<EventsScreen>().FindAll(Note).Count);
    }

    [Fact]
    public void Errors_SomeArgumentsWereNotKept_SaysSo()
    {
        Run(truncated: true);
        Open("/errors?q=cc");

        Assert.Single(Render<ErrorsScreen>().FindAll(Note));
    }

    [Fact]
    public void Pages_AllArgumentsWereKept_SayNothingUntilSomeAreNot()
    {
        Run(truncated: false);
        Open("/events?q=args~x");
        var page = Render<EventsScreen>();
        Assert.Empty(page.FindAll(Note));

        Run(truncated: true);
        Tick();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(Note)));
    }

    private void Run(bool truncated)
    {
        Story.Add(Shell(), new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = ["cc"], ArgCount = 2, ArgsTruncated = truncated });
        Story.FailExec(Story.Snapshot(201, "cc"), "/cc");
        Happen();
    }
}
