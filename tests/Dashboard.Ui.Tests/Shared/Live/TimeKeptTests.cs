using Bunit;
using Dashboard.Core.History;
using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

public sealed class TimeKeptTests : Screen
{
    public TimeKeptTests() => Limits = new CaptureLimits { Events = 10, ExitedProcesses = 5, LiveProcesses = 5 };

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

    /// <summary>Of a recording: of those that did not end nobody can say how long ago they went.</summary>
    [Fact]
    public void Text_BirthsWithoutAnEnd_IsHowManyAreNotKept()
    {
        var shell = Shell();
        for (var pid = 300; pid < 320; pid++)
        {
            Story.Fork(shell, pid);
        }

        Happen();

        // The shell and its parent, and twenty; five are kept.
        Assert.Equal("17 older running processes are not kept", Render<TimeKept>().Find("[data-testid=time-kept]").TextContent);
        Assert.Null(Capture.Store.Read(view => view.Processes.HeldSince));
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
