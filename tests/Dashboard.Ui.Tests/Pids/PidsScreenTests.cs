using Bunit;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Pids;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Xunit;

namespace Dashboard.Ui.Tests.Pids;

public sealed class PidsScreenTests : Screen
{
    public PidsScreenTests() => Limits = new CaptureLimits { ExitedProcesses = 4 };

    [Fact]
    public void Pids_NumberOfThreeLives_ShowsThreeLives()
    {
        ThreeLives();
        var page = Render<PidsScreen>();

        page.Find("[data-testid=pid-input]").Input("4312");

        Assert.Equal("4312 was 3 different processes: make, cc1 and id.", page.Find("[data-testid=pid-answer]").TextContent);
        Assert.Equal(3, page.FindAll("[data-testid=lives] [data-testid=life]").Count);
        Assert.Equal(2, page.FindAll("[data-testid=lives] .gap").Count);
        Assert.Equal(["bash", "make", "bash", "cc1", "bash", "id"], page.FindAll(".life-images .img").Select(i => i.TextContent.Trim()));
        Assert.EndsWith("/pids?pid=4312", Uri);
    }

    [Fact]
    public void Pids_Address_OpensTheSameLives()
    {
        ThreeLives();
        Open("/pids?pid=4312");

        Assert.Equal(3, Render<PidsScreen>().FindAll("[data-testid=life]").Count);
    }

    [Fact]
    public void Pids_UnseenNumber_SaysSo()
    {
        ThreeLives();
        Open("/pids?pid=9");

        Assert.Contains("PID 9 was not seen", Render<PidsScreen>().Markup);
    }

    [Fact]
    public void Pids_NumberOfAProcessThatWasDropped_DoesNotSayThatItWasNotSeen()
    {
        var shell = Shell();
        for (var pid = 300; pid < 310; pid++)
        {
            Story.Exit(Story.Fork(shell, pid));
        }

        Happen();
        Open("/pids?pid=300");

        var empty = Render<PidsScreen>().Find("[data-testid=empty]").TextContent;

        Assert.Contains("PID 300 is not held", empty);
        Assert.Contains("may have been dropped", empty);
    }

    [Fact]
    public void Pids_NoNumberTyped_ShowsALaneForEachNumber()
    {
        ThreeLives();

        var lanes = Render<PidsScreen>().FindAll("[data-testid=lane]");

        Assert.Equal(["4312", "200", "1"], lanes.Select(l => l.GetAttribute("data-pid")));
        Assert.Equal(["bash", "make", "bash", "cc1", "bash", "id"], lanes[0].QuerySelectorAll(".lane-image").Select(i => i.TextContent.Trim()));
        Assert.Equal(2, lanes[0].QuerySelectorAll(".lane-gap").Length);
    }

    [Fact]
    public void Pids_BackFromOneNumber_ShowsTheKnownNumbersAndTheNewOnesWithTheNextSecond()
    {
        ThreeLives();
        var page = Render<PidsScreen>();
        page.Find("[data-testid=pid-input]").Input("4312");
        Story.Fork(new ProcessId(200, 200_000), 900);
        Happen();
        Tick();

        page.Find("[data-testid=pid-input]").Input("");

        Assert.StartsWith("3 PIDs", page.Find("[data-testid=lanes-count]").TextContent);
        Tick();
        page.WaitForAssertion(() => Assert.StartsWith("4 PIDs", page.Find("[data-testid=lanes-count]").TextContent));
    }

    [Theory]
    [InlineData("is:recycled", "4312", 2)]
    [InlineData("images:>=2 -is:execonly", "4312", 3)]
    [InlineData("is:noexec", "400", 1)]
    [InlineData("is:execonly", "200", 1)]
    public void Pids_Preset_ShowsTheNumbersWithALifeThatMatches(string query, string pid, int matching)
    {
        ThreeLives();
        var shell = new ProcessId(200, 200_000);
        Story.Exit(Story.Fork(shell, 400));
        Story.Exec(shell, "/usr/bin/zsh");
        Happen();
        Open("/pids");
        var page = Render<PidsScreen>();
        Assert.Contains(page.FindAll(".preset"), p => UrlQuery.Read(p.GetAttribute("href")!)["q"] == query);

        Open($"/pids?q={query}");

        page.WaitForAssertion(() =>
        {
            var lane = Assert.Single(page.FindAll("[data-testid=lane]"));
            Assert.Equal(pid, lane.GetAttribute("data-pid"));
            Assert.Equal(matching, lane.QuerySelectorAll(".lane-life:not(.dim)").Length);
        });
    }

    [Fact]
    public void Pids_Moment_SaysWhoItWas()
    {
        ThreeLives();
        var second = Capture.Store.Read(view => view.Processes.Lives(4312)!.Lives[1]);
        var at = new Timestamp(second.Image.Time.UnixNs + 100_000);
        Open($"/pids?pid=4312&at={TimeOfDay.Address(at)}");

        var answer = Render<PidsScreen>().Find("[data-testid=moment-answer]").TextContent;

        Assert.StartsWith($"At {TimeOfDay.Of(at, 0)}, PID 4312 was cc1 (life 2 of 3), forked at ", answer);
        Assert.Contains("by bash (200)", answer);
    }

    [Fact]
    public void Pids_PidAndTimeTyped_SaysWhoItWasThen()
    {
        ThreeLives();
        Tick(120);
        var page = Render<PidsScreen>();

        page.Find("[data-testid=pid-input]").Input("4312 -2m");

        Assert.Contains("PID 4312", page.Find("[data-testid=moment-answer]").TextContent);
        Assert.Matches(@"/pids\?pid=4312&at=2026-09-21T14:13:2", Uri);
        Assert.Equal("4312 -2m", page.Find("[data-testid=pid-input]").GetAttribute("value"));

        page.Find("[data-testid=pid-input]").Input("4312 @tea");
        Assert.Contains("“tea” is not a time.", page.Find("[data-testid=pid-problem]").TextContent);
        Assert.NotEmpty(page.FindAll("[data-testid=pid-answer]"));
    }

    [Fact]
    public void Pids_Range_ShowsThePidsOfItAndDimsOtherLives()
    {
        ThreeLives();
        Story.NowNs = 100_000_000_000;
        Story.Fork(new ProcessId(200, 200_000), 4312);
        Story.Fork(new ProcessId(200, 200_000), 500);
        Happen();
        Open("/pids?to=2026-09-21T14:14:00Z");

        var lanes = Render<PidsScreen>().FindAll("[data-testid=lane]");

        Assert.Equal(["4312", "200", "1"], lanes.Select(l => l.GetAttribute("data-pid")));
        Assert.Single(lanes[0].QuerySelectorAll(".lane-life.dim"));
    }

    [Fact]
    public void Pids_GapOfTheStrip_SaysThatThePidWasFree()
    {
        ThreeLives();
        Open("/pids?pid=4312");
        var page = Render<PidsScreen>();

        page.FindAll("[data-testid=life-strip] .strip-gap")[0].Click();

        page.WaitForAssertion(() => Assert.Contains("no process was seen with PID 4312: ", page.Find("[data-testid=moment-answer]").TextContent));
        Assert.Contains("at=2026-", Uri);
    }

    [Fact]
    public void Pids_Pace_SaysWhenTheNumbersComeRound()
    {
        ThreeLives();
        Story.NowNs += 1_000_000_000;
        Story.Fork(new ProcessId(200, 200_000), 4412);
        Happen();
        Tick();
        Tick();

        var pace = Render<PidsScreen>().Find("[data-testid=pid-pace]").TextContent;

        Assert.Contains("4412", pace);
        Assert.Contains("32,768", pace);
        Assert.Matches(@"about \d+ m \d\d s", pace);
    }

    [Fact]
    public void Pids_Letters_AreNotANumber()
    {
        var page = Render<PidsScreen>();

        page.Find("[data-testid=pid-input]").Input("make");

        Assert.Contains("A PID is a whole number", page.Markup);
    }

    private void ThreeLives()
    {
        Open("/pids");
        var shell = Shell();
        foreach (var path in new[] { "/usr/bin/make", "/usr/lib/cc1", "/usr/bin/id" })
        {
            var life = Story.Fork(shell, 4312);
            Story.Exec(life, path).Exit(life).Reap(life);
        }

        Happen();
    }
}
