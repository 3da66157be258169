using Bunit;
using Dashboard.Core.Events;
using Dashboard.Ui.Events;
using Xunit;

namespace Dashboard.Ui.Tests.Events;

public sealed class EventsScreenTests : Screen
{
    /// <summary>Of all exits, the rows must say what ended: the event alone has neither command nor starter.</summary>
    [Fact]
    public void Events_Exits_SayWhatEndedAndWhatHadStartedIt()
    {
        var shell = Shell();
        var make = Story.Fork(shell, 300);
        Story.Exec(make, "/usr/bin/make", "make", "-j8").Exit(make, 2);
        var fork = Story.Fork(shell, 301);
        Story.Exit(fork, signal: 15);
        Happen();
        Open("/events?q=kind:exit");

        var rows = Render<EventsScreen>().FindAll("[data-testid=event-row] .e-what").Select(r => r.TextContent.Trim());

        Assert.Equal(["killed, started by bash (200): a fork without exec", "exited, started by bash (200): /usr/bin/make -j8"], rows);
    }

    [Fact]
    public void Events_EnterAndExitOfAnExec_AreOneRow()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Enter(child, "/usr/bin/id").Exec(child, "/usr/bin/id", "id", "-u");
        Happen();

        Assert.Equal(["exec", "fork"], Kinds(Render<EventsScreen>()));
    }

    [Fact]
    public void Events_RawInAddress_ShowsBothHalves()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Enter(child, "/usr/bin/id").Exec(child, "/usr/bin/id");
        Happen();
        Open("/events?raw=1");

        Assert.Equal(["exec.exit", "exec.enter", "fork"], Kinds(Render<EventsScreen>()));
    }

    [Fact]
    public void Events_ExecThatNeverReturned_StaysAsItsEnter()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Enter(child, "/usr/bin/id").Exit(child, signal: 9);
        Happen();

        Assert.Equal(["exit", "exec.enter", "fork"], Kinds(Render<EventsScreen>()));
    }

    [Fact]
    public async Task Events_ScrolledAway_StandsStillAndCountsNews()
    {
        var shell = Shell();
        Story.Fork(shell, 300);
        Happen();
        var page = Render<EventsScreen>();
        await page.InvokeAsync(() => page.FindComponent<EventList>().Instance.OnScrolled(false));

        Story.Fork(shell, 301);
        Story.Fork(shell, 302);
        Happen();
        Tick();

        page.WaitForAssertion(() => Assert.Contains("2 new", page.Find("[data-testid=events-new]").TextContent));
        Assert.Single(page.FindAll("[data-testid=event-row]"));

        await page.Find("[data-testid=events-new]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=event-row]").Count));
    }

    [Fact]
    public void Events_Filtered_ShowsMatchesOnly()
    {
        var shell = Shell();
        Story.FailExec(Story.Fork(shell, 300), "/nope").Exec(Story.Fork(shell, 301), "/usr/bin/true");
        Happen();
        Open("/events?q=errno:ENOENT");

        var row = Assert.Single(Render<EventsScreen>().FindAll("[data-testid=event-row]"));

        Assert.Contains("ENOENT −2", row.TextContent);
        Assert.Contains("failed", row.QuerySelector(".mark")!.TextContent);
    }

    [Fact]
    public void Events_ClickOnRow_SelectsItsProcess()
    {
        var child = Story.Fork(Shell(), 300);
        Happen();
        Open("/events");
        var page = Render<EventsScreen>();

        page.Find("[data-testid=event-row]").Click();

        Assert.Contains($"sel={child}", Uri);
    }

    [Fact]
    public void Events_Loss_IsARowOfItsOwn()
    {
        Shell();
        Story.Lost(12, "ring full");
        Happen();

        var row = Render<EventsScreen>().Find("[data-testid=event-row]");

        Assert.Contains("hatched", row.ClassName);
        Assert.Contains("12 events are missing here: ring full", row.TextContent);
        Assert.DoesNotContain("(no name)", row.TextContent);
    }

    [Fact]
    public void Events_LossUnderPressure_SaysWhoseAndWhoFilledTheRing()
    {
        Shell();
        Story.Pressed(1_200, "over share", new ShedCounts { Records = new Dictionary<string, long> { ["exec.fail"] = 1_100 } });
        Happen();

        Assert.Contains(
            "1,200 events are missing here: over share; 1,100 of them by flood (nobody); the ring buffer was filled by flood (nobody)",
            Render<EventsScreen>().Find("[data-testid=event-row]").TextContent);
    }

    [Fact]
    public void Events_TextsShed_SaysThatNoEventIsMissing()
    {
        Shell();
        Story.Pressed(0, "shed", new ShedCounts { Arguments = 3_936, Paths = 1 });
        Happen();

        var page = Render<EventsScreen>();

        Assert.Contains(
            "No event is missing here, but long arguments of 3,936 execs are left out; long paths of 1 record are left out; the ring buffer was filled by flood (nobody)",
            page.Find("[data-testid=event-row]").TextContent);
        // No event is missing, so no range is marked.
        Assert.Empty(page.FindAll("[data-testid=events-loss]"));
    }

    [Fact]
    public void Events_ExecWithoutItsLongArguments_SaysWhy()
    {
        Shell();
        var sh = Story.Snapshot(200, "sh");
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = ["cc", "-a"], ArgCount = 900, ArgsTruncated = true, ArgsShed = true });
        Happen();

        Assert.Contains("cc -a (long arguments left out: ring buffer filling up)", Render<EventsScreen>().Find("[data-testid=event-row]").TextContent);
    }

    [Fact]
    public void Events_ExecWithoutAllItsArguments_SaysWhy()
    {
        Shell();
        var sh = Story.Snapshot(200, "sh");
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = [], ArgCount = 900, ArgsTruncated = true });
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = [], ArgCount = 900, ArgsTruncated = true, ArgsDropped = true });
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = [], ArgCount = 900, ArgsTruncated = true, ArgsDropped = true, ArgsShed = true });
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/c", PathShed = true, Args = ["cc"], ArgCount = 900, ArgsTruncated = true });
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = ["cc", "-a"], ArgCount = 900, ArgsTruncated = true });
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc" });
        Story.Add(sh, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Args = [], ArgCount = 0 });
        Happen();

        var rows = Render<EventsScreen>().FindAll("[data-testid=event-row]").Select(row => row.TextContent).ToList();
        Assert.DoesNotContain("arguments", rows[0]);
        Assert.Contains("exec'd a new program (arguments could not be read)", rows[1]);
        rows.RemoveRange(0, 2);
        Assert.Contains("cc -a (rest of arguments longer than is kept, or not readable to the end)", rows[0]);
        Assert.Contains("cc (rest of path left out: ring buffer filling up) (rest of arguments longer than is kept, or not readable to the end)", rows[1]);
        Assert.Contains("exec'd a new program (arguments dropped to save memory)", rows[2]);
        Assert.Contains("exec'd a new program (arguments dropped to save memory)", rows[3]);
        Assert.Contains("exec'd a new program (arguments not kept)", rows[4]);
    }

    private static IEnumerable<string> Kinds(IRenderedComponent<EventsScreen> page)
        => page.FindAll("[data-testid=event-row] .e-kind > :last-child").Select(k => k.TextContent);
}
