using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Grid;

public sealed class RowAnchorTests : Screen
{
    [Fact]
    public void ShiftSince_RowsCameAbove_AnswersByHowMany()
    {
        var shell = Shell();
        for (var i = 0; i < 10; i++)
        {
            Story.Fork(shell, 300 + i);
        }

        Happen();
        var before = Anchor(4);
        Story.Fork(ProcessOf(300), 500);
        Story.Fork(ProcessOf(300), 501);
        Happen();

        Assert.Equal(2, Anchor(4).ShiftSince(before));
    }

    [Fact]
    public void ShiftSince_NothingChanged_IsZero()
    {
        Shell();
        Happen();

        Assert.Equal(0, Anchor(0).ShiftSince(Anchor(0)));
    }

    private ProcessId ProcessOf(int pid) => Capture.Store.Read(view => view.Processes.Lives(pid)!.Lives[^1].Id);

    private RowAnchor Anchor(int start) => RowAnchor.Of(Get<TreeViewModel>().Pull(start, 8).Rows, start, null);
}
