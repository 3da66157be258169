using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Tracepoints;
using Xunit;

namespace Dashboard.Ui.Tests.Tracepoints;

public sealed class TracepointsScreenTests : Screen
{
    private long _hits = 100;
    private double? _averageNs;
    private long _missed;
    private PressureStatus? _pressure;
    private string? _runTimesUnknown;

    public TracepointsScreenTests() => Source = status => status with
    {
        Ring = new RingStatus(1 << 20, 1 << 18),
        Lost = new Dictionary<string, long> { ["ring full"] = 3 },
        Filter = KernelFilter,
        Pressure = _pressure,
        RunTimesUnknown = _runTimesUnknown,
        Probes =
        [
            new ProbeStatus("sched:sched_process_fork", true, null, _hits, _averageNs) { Program = "process_fork", Instructions = 321, Missed = _missed },
            new ProbeStatus("oom:mark_victim", false, "The kernel has no such tracepoint; boot one that has it.", 0, null),
        ],
    };

    [Fact]
    public void Rows_EachSecond_ShowHitsRateAndCost()
    {
        var page = Render<TracepointsScreen>();
        Assert.Equal("1 of 2 tracepoints are attached, and 3 records were lost.", page.Find("[data-testid=tp-sentence]").TextContent);
        Assert.Contains("not yet", Row(page, "sched:sched_process_fork").TextContent);

        (_hits, _averageNs) = (1_100, 500);
        Tick();

        page.WaitForAssertion(() => Assert.Contains("1,100", Row(page, "sched:sched_process_fork").TextContent));
        var fork = Row(page, "sched:sched_process_fork").TextContent;
        Assert.Contains("500 ns", fork);
        Assert.Contains("1,000", fork);
        Assert.Contains("process_fork", fork);
        Assert.Contains("the probes use 0.05 % of one CPU", page.Find("[data-testid=tp-sentence]").TextContent);
        Assert.Contains("boot one that has it", Row(page, "oom:mark_victim").TextContent);
        Assert.Contains("25 %", page.Find("[data-testid=ring]").TextContent);
        Assert.Contains("1.2 %", page.Find("[data-testid=own-cpu]").TextContent);
    }

    [Fact]
    public void RunTimes_ThatTheKernelRefuses_AreUnknownWithTheReason()
    {
        var page = Render<TracepointsScreen>();
        Assert.Equal("measured only while this page is open", page.Find("[data-testid=run-times]").TextContent);

        _runTimesUnknown = "Run times stay unknown: CAP_SYS_ADMIN.";
        Tick();

        page.WaitForAssertion(() => Assert.Equal(_runTimesUnknown, page.Find("[data-testid=run-times]").TextContent));
        var fork = Row(page, "sched:sched_process_fork").TextContent;
        Assert.Contains("unknown", fork);
        Assert.DoesNotContain("not yet", fork);
    }

    [Fact]
    public void Memory_OfTheCapture_ShowsTheBudgetAndWhatIsUsed()
    {
        Shell();
        Happen();
        var page = Render<TracepointsScreen>();
        var text = page.Find("[data-testid=memory]").TextContent;
        Assert.Contains("of 381.5 MiB, the default; --memory changes it", text);
        Assert.DoesNotContain("Oldest first", text);
    }

    [Fact]
    public void Row_OfAProbeThatTheKernelSkipped_SaysHowManyEventsItMissed()
    {
        _missed = 1_234;

        var page = Render<TracepointsScreen>();

        Assert.Contains("✓ yes; 1,234 missed", Row(page, "sched:sched_process_fork").TextContent);
    }

    [Fact]
    public void Pressure_WithoutAny_SaysThatNothingWasLeftOut()
        => Assert.Contains("nothing was left out", Render<TracepointsScreen>().Find("[data-testid=pressure]").TextContent);

    [Fact]
    public void Pressure_OfAFlood_SaysWhatIsMissingWhoseAndWhoFilledTheRing()
    {
        var shed = new ShedCounts { Arguments = 8_000, Records = new Dictionary<string, long> { ["exec.fail"] = 60_000, ["fork"] = 1 } };
        _pressure = new PressureStatus(
            shed, [new LossOrigin(65534, "nobody", "flood", shed), new LossOrigin(1000, null, "", new ShedCounts { Paths = 2 })],
            [new Culprit(65534, "nobody", "fl\u001bood", 3 << 20, 68_000)]);

        var panel = Render<TracepointsScreen>().Find("[data-testid=pressure]");

        Assert.Equal(
            "Long arguments of 8,000 execs are left out; 60,000 failed execs, 1 birth are lost.",
            panel.QuerySelector("[data-testid=pressure-shed]")!.TextContent);
        Assert.Equal(["flood", "nobody"], panel.QuerySelectorAll("[data-testid=pressure-origin] tbody tr:first-child td").Take(2).Select(c => c.TextContent));
        Assert.Contains("other programsuid 1000long paths of 2 records are left out", panel.TextContent.Replace("\n", ""));
        Assert.Contains("68,000", panel.QuerySelector("[data-testid=pressure-culprits]")!.TextContent);
        Assert.Contains("3 MiB", panel.TextContent);
        Assert.DoesNotContain('\u001b', panel.TextContent);
    }

    [Fact]
    public async Task Look_WhileOpen_RenewsAndEndsWithThePage()
    {
        var page = Render<TracepointsScreen>();
        Tick();
        Assert.Equal(2, Inspection.Measurements);
        await Get<LivePulse>().PauseAsync();
        Tick();
        Assert.Equal(2, Inspection.Measurements);
        await Get<LivePulse>().ResumeAsync();

        page.Instance.Dispose();
        Tick();
        Assert.Equal(2, Inspection.Measurements);
    }

    [Fact]
    public void Losses_OfEveryCause_AreExplained()
    {
        var losses = Render<TracepointsScreen>().Find("[data-testid=losses]");
        Assert.Equal(8, losses.QuerySelectorAll("dt").Length);
        Assert.All(losses.QuerySelectorAll("dd"), meaning => Assert.EndsWith(".", meaning.TextContent));
        Assert.Contains("3", losses.QuerySelector("dt")!.TextContent);
        // Losses of other programs were not read meanwhile.
        Assert.DoesNotContain("kept", losses.TextContent);
    }

    [Fact]
    public void Format_OfTheAddress_IsShownParsedAndRaw()
    {
        Open("/tracepoints?tp=sched:sched_process_fork");
        var page = Render<TracepointsScreen>();

        Assert.Contains("child_pid", page.Find("[data-testid=fields]").TextContent);
        Assert.Contains("ID: 313", page.Find("[data-testid=raw]").TextContent);
        Assert.Equal("true", Row(page, "sched:sched_process_fork").QuerySelector("a")!.GetAttribute("aria-current"));

        Open("/tracepoints?tp=oom:mark_victim");
        page.WaitForAssertion(() => Assert.Contains("cannot be read", page.Find("[data-testid=format]").TextContent));
    }

    [Fact]
    public void Doctor_WithALogOfTheVerifier_ShowsItsEndAndCopiesAllOfIt()
    {
        var log = "-- BEGIN PROG LOAD LOG --\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i}: (b7) r1 = 0\n")) + "R1 !read_ok\n-- END PROG LOAD LOG --\n";
        Inspection.Report = Inspection.Report with { LoadLog = log };

        var page = Render<TracepointsScreen>();

        page.WaitForAssertion(() => Assert.EndsWith("19: (b7) r1 = 0\nR1 !read_ok", page.Find("[data-testid=verifier-log]").TextContent));
        Assert.DoesNotContain("12: (b7)", page.Find("[data-testid=verifier-log]").TextContent);
        Assert.Contains("clang version 14", page.Find("[data-testid=doctor]").TextContent);
        Assert.Contains("0: (b7) r1 = 0\\n", new TracepointsViewModel(Capture, Inspection, Time).Diagnostics(Inspection.Report));
    }

    [Fact]
    public void SelfTest_Passed_SaysSoInWords()
    {
        var page = Render<TracepointsScreen>();
        page.Find("[data-testid=self-test-run]").Click();
        page.WaitForAssertion(() => Assert.Contains("✓ Tracing works.", page.Find("[data-testid=self-test-verdict]").TextContent));
    }

    [Fact]
    public void Doctor_OnOpening_ShowsStateCauseAndFix()
    {
        var page = Render<TracepointsScreen>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=check]").Count));
        Assert.Contains("✗ fail", page.FindAll("[data-testid=check]")[1].TextContent);
        Assert.Contains("Run as root.", page.FindAll("[data-testid=check]")[1].TextContent);
        page.Find("[data-testid=examine]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, Inspection.Examinations));
    }

    [Fact]
    public void Diagnostics_HaveNoDataOfProcesses()
    {
        Shell();
        Happen();
        var view = new TracepointsViewModel(Capture, Inspection, Time);
        view.Refresh();
        var text = view.Diagnostics(Inspection.Report);
        Assert.Contains("sched:sched_process_fork", text);
        Assert.Contains("Kernel version", text);
        Assert.DoesNotContain("bash", text);
        Assert.DoesNotContain("systemd", text);
    }

    [Fact]
    public void NotPermitted_SaysWhyAndKeepsTheDoctor()
    {
        var screen = new RecordingScreen(new CaptureNotice("CAP_BPF is missing.", "Run as root."));
        var page = screen.Render<TracepointsScreen>();
        Assert.Contains("CAP_BPF is missing.", page.Find("[data-testid=empty]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=self-test]"));
        Assert.Empty(page.FindAll("[data-testid=tracepoints]"));
        Assert.NotNull(page.FindComponent<DoctorPanel>());
        screen.Tick();
        Assert.Equal(0, screen.Machine.Measurements);
    }

    private static IElement Row(IRenderedComponent<TracepointsScreen> page, string name) => page.Find($"[data-name='{name}']");

    private sealed class RecordingScreen : Screen
    {
        public RecordingScreen(CaptureNotice notice) => Notice = notice;

        public FakeInspection Machine => Inspection;

        public void Tick() => base.Tick();
    }
}
