using Dashboard.Ui.Shared.Viewer;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Viewer;

public sealed class KeyCommandsTests
{
    [Theory]
    [InlineData("down:17", 17)]
    [InlineData("up:3", -3)]
    [InlineData("down:2000000000", 1_000)]
    [InlineData("down", null)]
    [InlineData("go:3", null)]
    [InlineData("up:-3", null)]
    [InlineData("up:3:4", null)]
    public void Rows_OfACommand_AreHowFarToMove(string command, int? rows) => Assert.Equal(rows, KeyCommands.Rows(command));
}
