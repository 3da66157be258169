using Bunit;
using Dashboard.Ui.Process;
using Xunit;

namespace Dashboard.Ui.Tests.Process;

/// <summary>A recording has no live processes to read.</summary>
public sealed class NowSectionOfARecordingTests : Screen
{
    [Fact]
    public void Now_OfARecording_IsNotThere()
    {
        var shell = Shell();
        Happen();

        Assert.Empty(Render<ProcessDetails>(parameters => parameters.Add(d => d.Id, shell)).FindAll("[data-testid=now]"));
    }
}
