using Dashboard.Core.Events;
using Dashboard.Core.Learning;
using Dashboard.Core.Learning.Experiments;
using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Learning;

public sealed class ExperimentTests
{
    public static TheoryData<string> Names => [.. ExperimentCatalogue.All.Select(e => e.Name)];

    [Fact]
    public void All_OfTheCourse_AreElevenWithNamesOfTheirOwn()
    {
        Assert.Equal(11, ExperimentCatalogue.All.Count);
        Assert.Equal(11, ExperimentCatalogue.All.Select(e => e.Name).Distinct().Count());
        Assert.All(ExperimentCatalogue.All, e => Assert.Single(e.Choices, c => c.IsRight));
        Assert.All(ExperimentCatalogue.All, e => Assert.DoesNotContain('\'', e.BpftraceScript));
    }

    [Fact]
    public void Choices_OverTheCourse_AreNotAlwaysRightInOnePlace()
        => Assert.Equal(3, ExperimentCatalogue.All.Select(e => e.Choices.ToList().FindIndex(c => c.IsRight)).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_OfTheRecordedRun_PassesEachStep(string name)
    {
        var experiment = ExperimentCatalogue.Find(name)!;
        var run = RecordedRun.Of(experiment);
        Assert.All(experiment.Steps, step => Assert.True(step.Check(run) == StepState.Passed, step.Claim));
        Assert.True(experiment.HasPassed(run));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_BeforeTheRun_IsOpen(string name)
        => Assert.All(ExperimentCatalogue.Find(name)!.Check(ExperimentRun.Empty), state => Assert.Equal(StepState.Open, state));

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_WhileTheRunGoesOn_NeverFails(string name)
    {
        var experiment = ExperimentCatalogue.Find(name)!;
        var whole = RecordedRun.Of(experiment);
        for (var i = 0; i <= whole.Events.Count; i++)
        {
            Assert.DoesNotContain(StepState.Failed, experiment.Check(whole.After(i)));
        }
    }

    /// <summary>A step that never fails would be useless: each one must fail after some small change to the events.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Check_OfAlteredEvents_FailsEachStep(string name)
    {
        var experiment = ExperimentCatalogue.Find(name)!;
        var whole = RecordedRun.Of(experiment);
        var altered = Alterations(whole).Select(events => new ExperimentRun([.. events])).Where(run => run.Ended).ToList();
        Assert.All(experiment.Steps, step => Assert.True(altered.Exists(run => step.Check(run) == StepState.Failed), step.Claim));
    }

    [Fact]
    public void Check_ExecUnderAnotherPid_FailsThatThePidStays()
    {
        var experiment = ExperimentCatalogue.Find("exec-keeps-the-pid")!;
        var whole = RecordedRun.Of(experiment);
        var other = new ProcessId(whole.Root!.Pid + 1, whole.Root.Id.StartNs + 1);
        // As if the exec had made a new process.
        var altered = new ExperimentRun([.. whole.Events.Select(e => e.Comm == "id" ? e with { Process = other } : e),
            whole.Root.Exit! with { Comm = "exec_test" }]);
        Assert.True(altered.Ended);
        Assert.False(experiment.HasPassed(altered));
        Assert.Equal(StepState.Failed, experiment.Steps[2].Check(altered));
        Assert.Equal(StepState.Failed, experiment.Steps[4].Check(altered));
    }

    [Fact]
    public void Find_InAnyCase_FindsAndSuggestsWhatIsNear()
    {
        Assert.Equal("zombies", ExperimentCatalogue.Find("Zombies")!.Name);
        Assert.Null(ExperimentCatalogue.Find("zombie"));
        Assert.Equal("zombies", ExperimentCatalogue.Suggest("zombie"));
        Assert.Null(ExperimentCatalogue.Suggest("nonsense-altogether"));
    }

    private static IEnumerable<IEnumerable<RunEvent>> Alterations(ExperimentRun run)
    {
        var stranger = new ProcessId(99_999, 1);
        for (var i = 0; i < run.Events.Count; i++)
        {
            var at = i;
            var e = run.Events[at];
            yield return run.Events.Where((_, n) => n != at);
            yield return With(e with { Ret = e.Ret is null ? null : e.Ret == 0 ? -13 : 0 });
            yield return With(e with { Comm = "other" });
            yield return With(e with { ExitCode = e.ExitCode + 1 });
            yield return With(e with { Signal = e.Signal is null ? null : 15 });
            yield return With(e with { By = stranger });
            yield return With(e with { Adopter = stranger });
            yield return With(e with { Interpreter = "/usr/bin/other" });
            yield return With(e with { DurationNs = null });
            yield return With(e with { How = ForkMethod.Clone });
            yield return With(e with { How = ForkMethod.PosixSpawn });
            yield return With(e with { Path = "/other" });
            yield return With(e with { BootNs = e.BootNs - 1_000_000_000 });
            yield return With(e with { BootNs = e.BootNs + 1_000_000_000 });
            // An event of an unrelated process.
            yield return [.. run.Events, e with { Process = stranger, Kind = EventKind.Exit }];
            // All events of a process, except its fork, belong to another pid.
            yield return run.Events.Select(x => x.Process == e.Process && x.Kind != EventKind.Fork ? x with { Process = stranger } : x);
            yield return run.Events.Select(x => x.Process == e.Process ? x with { Process = x.Process with { Pid = 99_999 } } : x);
            yield return run.Events.Select(x => x.Parent == e.Process && x.Kind == EventKind.Fork ? x with { Kind = EventKind.Rename } : x);

            IEnumerable<RunEvent> With(RunEvent changed) => run.Events.Select((x, n) => n == at ? changed : x);
        }
    }
}
