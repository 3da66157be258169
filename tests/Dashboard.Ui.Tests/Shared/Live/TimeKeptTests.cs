using Bunit;
using Dashboard.Core.History;
using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

public sealed class TimeKeptTests : Screen
{
    public TimeKeptTests() => Limits = new CaptureLimits { Events = 10, ExitedProcesses = 5 };

    [Fact]
    public void Text_NothingForgotten_IsNotThere()
    {
        Live(2);
        Assert.Empty(Render<TimeKept>(p => p.Add(t => t.OfEvents, true)).FindAll("[data-testid=time-kept]"));
        Assert.Empty(Render<TimeKept>().FindAll("[data-testid=time-kept]"));
    }

    [Fact]
    public void Text_SomeForgotten_IsHowFarBackItGoes()
    {
        Live(20);
        Tick(250);

        Assert.Equal("events of the last 4 m 10 s", Render<TimeKept>(p => p.Add(t => t.OfEvents, true)).Find("[data-testid=time-kept]").TextContent);
        Assert.Equal("ended processes of the last 4 m 10 s", Render<TimeKept>().Find("[data-testid=time-kept]").TextContent);
    }

    private void Live(int processes)
    {
        var shell = Shell();
        for (var pid = 300; pid < 300 + processes; pid++)
        {
            var process = Story.Fork(shell, pid);
            Story.Exit(process).Reap(process);
        }

        Happen();
    }
}
