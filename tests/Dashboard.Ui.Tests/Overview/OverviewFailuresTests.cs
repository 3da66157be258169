using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Overview;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Overview;

/// <summary>The list of failures, and the headline about them.</summary>
public sealed class OverviewFailuresTests : OverviewTestBase
{
    [Fact]
    public void Overview_ServiceThatFailsEachThreeSeconds_IsNamedWithCadenceStarterAndReason()
    {
        var shell = Shell();
        Story.NowNs = 400 * Second;
        for (var i = 0; i < 5; i++)
        {
            Run(shell, 300 + i, "/opt/shopd", code: 3);
            Story.NowNs += (3 * Second) - 3_000_000;
        }

        Happen();
        var page = Render<OverviewScreen>();

        Assert.Equal("1 program is failing: shopd. 5 processes ended in the last minute, 5 of them failed.", Text(page.Find("[data-testid=verdict]")));
        Assert.Contains("Failures in the last 5 minutes", Spaced(page.Find("[data-testid=failing] header")));
        Assert.Equal("Failing now", Text(page.Find("[data-testid=failing-now]")));
        Assert.Contains("Recently ended in the last minute", Spaced(page.Find("[data-testid=ended] header")));
        var row = Text(Assert.Single(page.FindAll("[data-testid=failing-program]")));
        Assert.StartsWith("shopd 5 failures, every 3 s Started by bash (200). Exited 3.", row);
        Assert.Equal("/tree?q=pcomm:bash+comm:shopd+is:failed&sel=304-" + $"{LastStart()}&keep=all", page.Find("[data-testid=failing-name]").GetAttribute("href"));
        Assert.EndsWith($"/overview?sel=304-{LastStart()}", page.Find("[data-testid=failing-last]").GetAttribute("href"));
    }

    [Fact]
    public void Overview_ExecThatFails_IsNamedByItsFileWithTheErrno()
    {
        var tries = Story.Fork(Shell(), 300);
        Story.FailExec(tries, "/no/such/tool").Exit(tries, 127);
        Happen();

        var row = Text(Render<OverviewScreen>().Find("[data-testid=failing-program]"));

        Assert.StartsWith("tool 1 failure Started by bash (200). Exited 127 after 1 failed exec: ENOENT /no/such/tool.", row);
    }

    [Fact]
    public void Overview_NothingFails_SaysSo()
    {
        Run(Shell(), 300, "/opt/job");
        Happen();
        var page = Render<OverviewScreen>();

        Assert.Equal("All quiet. 1 process ended since capture began, none failed.", Text(page.Find("[data-testid=verdict]")));
        Assert.Contains("is-quiet", page.Find("[data-testid=verdict]").ClassName);
        Assert.Contains("No program failed.", page.Find("[data-testid=no-failure]").TextContent);
    }

    [Fact]
    public void Overview_BurstThatIsOver_SaysHowLongItWasAndThatItsStarterHasEnded()
    {
        var script = Story.Fork(Shell(), 250);
        Story.Exec(script, "/src/configure");
        for (var i = 0; i < 75; i++)
        {
            Run(script, 300 + i, "/bin/readlink", code: 1);
        }

        Story.Exit(script);
        Happen();
        var page = Render<OverviewScreen>();

        Assert.StartsWith("readlink 75 failures within 222 ms Started by configure (250), which has ended. Exited 1.", Text(Assert.Single(page.FindAll("[data-testid=failing-program]"))));
        Assert.Empty(page.FindAll("[data-testid=failing-now]"));
        Assert.StartsWith("1 program failed since capture began.", Text(page.Find("[data-testid=verdict]")));
    }

    [Fact]
    public void Overview_OneOutOfMemory_SaysSoAmongTheReasons()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/big", code: 1);
        var big = Story.Fork(shell, 301);
        Story.Exec(big, "/opt/big").Add(big, new ExitEvent { Signal = 9, Oom = true });
        Happen();

        Assert.Contains("1 × OOM-killed, 1 × exit 1; last: OOM-killed,", Text(Render<OverviewScreen>().Find("[data-testid=failing-program]")));
    }

    [Fact]
    public void Overview_RunThatFailed_SaysHowItEndedAndWhatFailed()
    {
        OfOneCommand = true;
        var make = Story.Snapshot(200, "make", null, "/bin/make");
        Run(make, 300, "/bin/which", code: 1);
        var cc = Story.Fork(make, 301);
        Story.Exec(cc, "/bin/cc");
        Run(cc, 302, "/bin/cc1", code: 1);
        Story.Exit(cc, 1).Exit(make, 2);
        Happen();
        var page = Render<OverviewScreen>();

        var verdict = page.Find("[data-testid=verdict]");
        Assert.Equal(
            "make ended: exit 2, 1 s. What failed: cc1 (302), exit 1; then its parents cc (301) and make (200). 4 processes ended in this run, 4 of them failed.", Text(verdict));
        Assert.EndsWith($"sel=302-{Find(302)}", verdict.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(["cc", "cc1"], page.FindAll("[data-testid=failing-name]").Select(Text).Where(n => n.StartsWith("cc")).Order());
        Assert.Equal("which", Text(page.FindAll("[data-testid=failing-name]")[^1]));
        var ended = page.FindAll("[data-testid=ended-process]").Single(row => row.GetAttribute("data-process-id")!.StartsWith("200-"));
        Assert.Contains("dashboard run", ended.TextContent);
        Assert.Contains(page.FindAll("[data-testid=failing-program]"), row => Text(row).Contains("Started by dashboard run."));
    }

    [Fact]
    public void Overview_SeveralReasons_AreCountedAndLeadToTheirProcesses()
    {
        var shell = Shell();
        Run(shell, 300, "/usr/bin/python3", code: 7);
        for (var pid = 301; pid < 303; pid++)
        {
            var job = Story.Fork(shell, pid);
            Story.Exec(job, "/usr/bin/python3").Exit(job, signal: 6);
        }

        Run(shell, 303, "/usr/bin/python3", code: 7);
        Happen();

        var row = Render<OverviewScreen>().Find("[data-testid=failing-program]");
        Assert.Contains("Started by bash (200). 2 × SIGABRT, 2 × exit 7; last: exit 7, ", Text(row));
        Assert.Equal(
            ["/tree?q=pcomm:bash+comm:python3+is:failed+signal:SIGABRT&keep=all", "/tree?q=pcomm:bash+comm:python3+is:failed+exit:7&keep=all"],
            row.QuerySelectorAll("[data-testid=failing-reasons] a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Overview_FailedLongerAgo_IsNotFailingNow()
    {
        var shell = Shell();
        Run(shell, 300, "/opt/old", code: 1);
        Story.NowNs += 70 * Second;
        Run(shell, 301, "/opt/old", code: 1);
        Story.NowNs += 150 * Second;
        Run(shell, 302, "/opt/new", code: 1);
        Story.NowNs += 2 * Second;
        Run(shell, 303, "/opt/new", code: 1);
        Happen();
        var page = Render<OverviewScreen>();

        Assert.StartsWith("1 program is failing: new.", Text(page.Find("[data-testid=verdict]")));
        Assert.Equal(["Failing now", "new 2 failures", "Failed recently", "old 2 failures"], page.FindAll("[data-testid=failing] li").Select(li => string.Join(' ', Text(li).Split(' ').Take(3)).Replace(" Started", "")));
        Assert.Contains("since capture began, 3 m ago", page.Find("[data-testid=failing] header").TextContent);
        Assert.NotNull(page.Find("[data-testid=failing-meaning]"));
    }
}
