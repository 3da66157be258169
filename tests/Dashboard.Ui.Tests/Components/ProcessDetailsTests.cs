using Bunit;
using Dashboard.Core.Processes;
using Dashboard.Ui.Components.Details;
using Xunit;

namespace Dashboard.Ui.Tests.Components;

public sealed class ProcessDetailsTests : Screen
{
    [Fact]
    public void Details_FailedExec_SaysErrnoNumberMeaningPathAndThatTheOldImageLivedOn()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/bin/no_such_program");
        Happen();

        var failed = Show(child).Find("[data-testid=failed-exec]").TextContent;

        Assert.Contains("ENOENT", failed);
        Assert.Contains("−2", failed);
        Assert.Contains("No such file or directory", failed);
        Assert.Contains("/usr/bin/no_such_program", failed);
        Assert.Contains("the old image, bash, lived on", failed);
        Assert.Contains("interpreter", failed);
    }

    [Fact]
    public void Details_ExecAfterFork_ShowsTheTrackInOrder()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/home/dev/exec_test", "./exec_test").Exec(child, "/usr/bin/id", "id", "-u").Exit(child);
        Happen();

        var names = Show(child).FindAll(".track .station-name").Select(n => n.TextContent.Trim());

        Assert.Equal(["bash", "exec_test", "id", "exit 0"], names);
    }

    [Fact]
    public void Details_PathLookups_AreFoldedBeforeWhatTheyLedTo()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/local/bin/make").FailExec(child, "/usr/bin/make").Exec(child, "/bin/make");
        Happen();

        var details = Show(child);

        Assert.Empty(details.FindAll("[data-testid=failed-exec]"));
        Assert.Contains("2 PATH lookups before it was found", details.Find("details.lookups summary").TextContent);
    }

    [Fact]
    public void Details_Birth_SaysHowAndByWhom()
    {
        var child = Story.Fork(Shell(), 300, Core.Events.ForkMethod.Vfork);
        Happen();

        Assert.Equal("Born by vfork from bash (200).", Show(child).Find("[data-testid=birth-sentence]").TextContent);
    }

    [Fact]
    public void Details_InferredExit_SaysThatItWasNotObserved()
    {
        var shell = Shell();
        var first = Story.Fork(shell, 300);
        Story.Fork(shell, 300);
        Happen();

        Assert.Contains("concluded", Show(first).Find(".inferred").TextContent);
    }

    [Fact]
    public void Details_UnknownIdOfAKnownPid_LinksToItsLives()
    {
        var shell = Shell();
        for (var life = 0; life < 3; life++)
        {
            Story.Exit(Story.Fork(shell, 300));
        }

        Happen();

        var details = Show(new ProcessId(300, 7));

        Assert.Contains("Not in this capture", details.Markup);
        Assert.Contains("pid 300 had 3 lives", details.Markup);
        Assert.Equal(3, details.FindAll("[data-testid=other-lives] a").Count);
    }

    [Fact]
    public void Details_HostileArguments_AreEscapedText()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/tmp/<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a\nb\u202ec");
        Happen();

        var details = Show(child);

        Assert.Empty(details.FindAll("script"));
        Assert.Empty(details.FindAll("img"));
        Assert.Contains(details.FindAll(".arg"), a => a.TextContent == "a\\nb\\u202ec");
    }

    [Fact]
    public void Details_EventOfItsProcess_IsDrawnByItself()
    {
        var child = Story.Fork(Shell(), 300);
        Happen();
        var details = Show(child);
        Assert.Equal("Still running.", details.Find("[data-testid=end-sentence]").TextContent);

        Story.Exit(child, signal: 9, by: new ProcessReference(null, 812, "kubelet"));
        Happen();
        Tick();

        details.WaitForAssertion(() => Assert.Equal(
            "Killed by SIGKILL from pid 812 kubelet.", details.Find("[data-testid=end-sentence]").TextContent));
    }

    private IRenderedComponent<ProcessDetails> Show(ProcessId id) => Render<ProcessDetails>(p => p.Add(d => d.Id, id));
}
