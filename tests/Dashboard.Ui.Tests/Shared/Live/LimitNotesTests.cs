using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Errors;
using Dashboard.Ui.Events;
using Dashboard.Ui.Pids;
using Dashboard.Ui.Process;
using Dashboard.Ui.Timeline;
using Dashboard.Ui.Tracepoints;
using Dashboard.Ui.Tree;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

/// <summary>For a probe that is not attached, each affected page shows a note.</summary>
public sealed class LimitNotesTests : Screen
{
    private IReadOnlyList<CaptureLimit> _limits = [];

    public LimitNotesTests() => Source = status => status with
    {
        Limits = _limits,
        Probes =
        [
            new ProbeStatus("sched:sched_process_fork", true, null, 0, null),
            new ProbeStatus("syscalls:sys_exit_fork", false, "This architecture has no such system call; nothing is missed.", 0, null) { Needed = false },
        ],
    };

    [Fact]
    public void Pages_OfAMissingFact_SayItWithALinkToTheReason()
    {
        _limits = [new("exit_execve", "Failed execs are not seen: the probe on syscalls:sys_exit_execve is not attached.")];

        Assert.Contains("Failed execs are not seen", NotesOn<ErrorsScreen>());
        Assert.Contains("Failed execs are not seen", NotesOn<EventsScreen>());
        Assert.Contains("Failed execs are not seen", NotesOn<TreeScreen>());
        Assert.Contains("Failed execs are not seen", NotesOn<TracepointsScreen>());
        Assert.Equal("", NotesOn<PidsScreen>());
        Assert.Equal("", NotesOn<TimelineScreen>());
        Assert.Equal("/tracepoints", new Uri(new Uri("http://localhost"), Render<ErrorsScreen>().Find("[data-testid=limits] a").GetAttribute("href")!).AbsolutePath);
    }

    [Fact]
    public void Pages_OfAMachineThatHasAll_SayNothing()
    {
        Assert.Equal("", NotesOn<ErrorsScreen>());
        Assert.Equal("", NotesOn<TracepointsScreen>());
    }

    [Fact]
    public void Zombies_WhoseEndIsNotSeen_AreNotedWhereTheyStand()
    {
        _limits = [new("process_free", "The end of a zombie is not seen: the probe is not attached.")];

        Assert.Contains("zombie", NotesOn<PidsScreen>());
        Assert.Contains("zombie", NotesOn<TimelineScreen>());
        Assert.Equal("", NotesOn<ErrorsScreen>());
    }

    [Fact]
    public void Errors_WithoutTheProbeOfFailures_DoNotSayThatNothingHasFailed()
    {
        _limits = [new("exit_execve", "Failed execs are not seen.")];
        Story.Exec(Story.Fork(Shell(), 300), "/usr/bin/id");
        Happen();

        var text = Render<ErrorsScreen>().Find("[data-testid=empty]").TextContent;

        Assert.Contains("No failures were seen", text);
        Assert.DoesNotContain("none of them failed", text);
    }

    [Fact]
    public void Details_OfAProcess_SayWhatIsMissing()
    {
        _limits = [new("exit_wait4", "Who reaped a process stays unknown.")];
        var child = Story.Fork(Shell(), 300);
        Happen();

        var details = Render<ProcessDetails>(p => p.Add(d => d.Id, child));

        Assert.Contains("Who reaped a process", details.Find("[data-testid=limits]").TextContent);
    }

    [Fact]
    public void Details_WithoutTheProbeOfEnters_DoNotCallAnExecTheKernelsOwn()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Add(child, new ExecExitEvent { Path = "/usr/bin/id", Ret = 0, Syscall = null });
        Happen();
        Assert.Contains("the kernel itself may have started it", Render<ProcessDetails>(p => p.Add(d => d.Id, child)).Find(".track").TextContent);

        _limits = [new("enter_execve", "When an exec begins stays unknown.")];
        Assert.DoesNotContain("the kernel itself may have started it", Render<ProcessDetails>(p => p.Add(d => d.Id, child)).Find(".track").TextContent);
    }

    [Fact]
    public void Tracepoint_OfACallThatThisArchitectureLacks_IsNotNeeded()
    {
        var page = Render<TracepointsScreen>();

        Assert.Contains("All 1 tracepoints are attached", page.Find("[data-testid=tp-sentence]").TextContent);
        var row = page.Find("[data-name='syscalls:sys_exit_fork']");
        Assert.Contains("not needed: This architecture has no such system call", row.TextContent);
        Assert.Empty(row.QuerySelectorAll(".tp-fail"));
    }

    private string NotesOn<T>()
        where T : IComponent
        => string.Concat(Render<T>().FindAll("[data-testid=limits]").Select(n => n.TextContent));
}
