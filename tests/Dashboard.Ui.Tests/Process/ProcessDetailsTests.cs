using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Process;
using Xunit;

namespace Dashboard.Ui.Tests.Process;

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
        Assert.Contains("the process kept running bash", failed);
        Assert.Contains("interpreter", failed);
    }

    [Fact]
    public void Details_ExecAfterFork_ShowsTheTrackInOrder()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/home/dev/exec_test", "./exec_test").Exec(child, "/usr/bin/id", "id", "-u").Exit(child).Reap(child);
        Happen();

        var names = Show(child).FindAll(".track .station-name").Select(n => n.TextContent.Trim());

        Assert.Equal(["bash", "exec_test", "id", "exit 0", "released"], names);
    }

    [Fact]
    public void Details_Children_SayHowLongAndHowTheyEnded()
    {
        var shell = Shell();
        Story.NowNs = 10_000_000_000;
        var good = Story.Fork(shell, 300);
        var bad = Story.Fork(shell, 301);
        var killed = Story.Fork(shell, 302);
        var runs = Story.Fork(shell, 303);
        Story.NowNs = 12_000_000_000;
        Story.Exit(good).Reap(good).Exit(bad, 3).Reap(bad).Exit(killed, signal: 9).Reap(killed);
        Happen();

        var children = Show(shell).FindAll("[data-testid=child]").Select(c => (Mark: c.QuerySelector(".mark .sr-only")?.TextContent, Text: string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).ToList();

        Assert.Equal([null, "failed", "ended by a signal", null], children.Select(c => c.Mark));
        Assert.EndsWith("bash 300 2 s exit 0", children[0].Text);
        Assert.EndsWith("bash 301 2 s exit 3", children[1].Text);
        Assert.EndsWith("bash 302 2 s SIGKILL", children[2].Text);
        Assert.EndsWith("bash 303 2 s", children[3].Text);
        Assert.Equal("10.003", Show(shell).FindAll("[data-testid=child] [data-since]")[0].GetAttribute("data-since"));
        Assert.Equal(303, runs.Pid);
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
    public void Details_ProcessWithChildren_LeadsToWhatItsProgramStarts()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Happen();

        Assert.Matches(@"^1 child, [01] alive\s+· what bash keeps starting$", Show(shell).Find(".kids-count").TextContent.Trim());
        Assert.EndsWith("/spawners?q=pcomm:bash", Show(shell).Find("[data-testid=to-spawners]").GetAttribute("href"));
        Assert.Empty(Show(child).FindAll("[data-testid=to-spawners]"));
    }

    /// <summary>Its fork is before the capture, and so it is found; that it ran already would be false.</summary>
    [Fact]
    public void Birth_OfTheCommandOfARun_IsByTheRun()
    {
        OfOneCommand = true;
        var make = Story.Snapshot(200, "dashboard");
        Story.Exec(make, "/usr/bin/make");
        Happen();

        var details = Show(make);

        Assert.Equal("Started by dashboard run, which traces it from before its exec.", details.Find("[data-testid=birth-sentence]").TextContent);
        Assert.DoesNotContain("lready running", details.Markup);
    }

    [Fact]
    public void Details_Birth_SaysHowAndByWhom()
    {
        var child = Story.Fork(Shell(), 300, ForkMethod.Vfork);
        Happen();

        Assert.Equal("Forked by bash (200) (vfork).", Show(child).Find("[data-testid=birth-sentence]").TextContent);
    }

    [Fact]
    public void Details_CloneParent_TellsCreatorAndParentApart()
    {
        var shell = Shell();
        var creator = Story.Fork(shell, 300);
        var sibling = Story.Fork(shell, 301);
        Capture.Store.Apply([.. Story.Take().Select(e => e is ForkEvent fork && fork.Process == sibling
            ? fork with { How = ForkMethod.Clone, Flags = ["CLONE_PARENT"], By = new ProcessReference(creator, 300, "bash") }
            : e)]);

        var details = Show(sibling);

        Assert.Equal("Forked by bash (300) (clone), as a child of bash (200) (CLONE_PARENT).", details.Find("[data-testid=birth-sentence]").TextContent);
        Assert.Equal($"process/{creator}", details.Find("[data-testid=birth-sentence] a").GetAttribute("href")!.TrimStart('/'));
    }

    [Fact]
    public void Details_Orphan_TellsWhenAndWhoAdoptedItAndItsFormerParentTellsItToo()
    {
        var shell = Shell();
        var middle = Story.Fork(shell, 300);
        var orphan = Story.Fork(middle, 301);
        Story.Add(middle, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(shell, 200, "bash") });
        Happen();

        Assert.Equal("Orphaned 1 ms after its fork, when its parent bash (300) exited; re-parented to bash (200).",
            Show(orphan).Find("[data-testid=adoption-sentence]").TextContent);
        Assert.Equal("Its child bash (301) was re-parented to bash (200).",
            Show(middle).Find("[data-testid=left-children-sentence]").TextContent);
    }

    [Fact]
    public void Details_AdopterUnseen_SaysSo()
    {
        var shell = Shell();
        var middle = Story.Fork(shell, 300);
        var orphan = Story.Fork(middle, 301);
        // The PID is reused, so its first process has ended; its exit was not seen.
        Story.Fork(shell, 300);
        Happen();

        Assert.Contains("its new parent was not observed", Show(orphan).Find("[data-testid=adoption-sentence]").TextContent);
        Assert.Equal("It left 1 living child; the new parent was not observed.", Show(middle).Find("[data-testid=left-children-sentence]").TextContent);
    }

    [Fact]
    public void Details_ZombieThenReaped_SaysWhomItWaitsForAndWhoWaited()
    {
        var shell = Shell();
        var child = Story.Fork(shell, 300);
        Story.Exit(child, 9);
        Happen();
        var details = Show(child);
        Assert.Equal("Still a zombie: its parent bash (200) has not waited for it.", details.Find("[data-testid=reap-sentence]").TextContent);

        Story.NowNs += 1_999_000_000;
        Story.Reap(child, new ProcessReference(shell, 200, "bash"));
        Happen();
        Tick();

        details.WaitForAssertion(() => Assert.Equal(
            "A zombie for 2 s, then reaped by its parent bash (200).", details.Find("[data-testid=reap-sentence]").TextContent));
    }

    [Fact]
    public void Details_ReleasedUnasked_SaysThatNoWaitWasSeen()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exit(child).Reap(child);
        Happen();

        Assert.Contains("reaper not observed", Show(child).Find("[data-testid=reap-sentence]").TextContent);
    }

    [Fact]
    public void Details_ArgumentsOfTheNextImage_AreComparedWithThoseBefore()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exec(child, "/usr/bin/nice", "nice", "-n5", "make", "all").Exec(child, "/usr/bin/make", "make", "-k", "all");
        Happen();

        var last = Show(child).FindAll(".track .station")[^1];

        Assert.Equal(["nice", "-n5"], last.QuerySelectorAll("del.arg").Select(a => a.TextContent));
        Assert.Equal(["-k"], last.QuerySelectorAll("ins.arg").Select(a => a.TextContent));
        Assert.Equal(["make", "all"], last.QuerySelectorAll("code.arg").Select(a => a.TextContent));
    }

    [Fact]
    public void Details_InferredExit_SaysThatItWasNotObserved()
    {
        var shell = Shell();
        var first = Story.Fork(shell, 300);
        Story.Fork(shell, 300);
        Happen();

        Assert.Contains("Inferred, not observed", Show(first).Find(".inferred").TextContent);
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
        Assert.Contains("PID 300 was used by 3 processes", details.Markup);
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
