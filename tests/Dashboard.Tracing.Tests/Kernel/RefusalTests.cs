using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>The kernel's verifier really refuses a program, because one of its instructions was made invalid before loading.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class RefusalTests(KernelFixture kernel)
{
    private const string Verdict = "BPF_EXIT uses reserved fields";

    private static readonly IReadOnlyList<ProbeEntry> Table = Tracer.Table();

    public static TheoryData<string> Optional => [.. Table.Where(p => p.Need == NativeNeed.Optional).Select(p => p.Program)];

    public static TheoryData<string> Required => [.. Table.Where(p => p.Need == NativeNeed.Required).Select(p => p.Program)];

    [Theory]
    [MemberData(nameof(Optional))]
    public void Open_WithAnOptionalProbeRefused_AttachesTheRestAndSaysWhy(string program)
    {
        kernel.NeedTracing();

        using var tracer = Tracer.Open(Refuse(program));
        tracer.Attach();

        var refused = Assert.Single(tracer.Probes(), p => !p.Attached && p.Needed);
        Assert.Equal(program, refused.Program);
        AssertSays(refused.Reason!, program);
        Assert.Contains(Table.Single(p => p.Program == program).Loss, refused.Reason);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public void Open_WithAnIndispensableProbeRefused_FailsWithTheVerdict(string program)
    {
        kernel.NeedTracing();

        var problem = Assert.Throws<TracingUnavailableException>(() => Tracer.Open(Refuse(program)));

        AssertSays(problem.Problem, program);
        Assert.EndsWith("nothing can be traced.", problem.Problem);
        Assert.Contains("dashboard doctor --json", problem.Fix);
    }

    [Fact]
    public void Doctor_WithAllOptionalProbesRefused_HoldsTheWholeLogOfEach()
    {
        kernel.NeedTracing();
        var programs = Optional.Select(row => row.Data).ToArray();

        var report = Examination.Run(Refuse(programs));

        Assert.True(report.CanTrace);
        Assert.Equal(programs.Order(), OfProbes(report.Limits).Select(l => l.Of).Order());
        Assert.All(programs, p => Assert.Contains($"prog '{p}': -- BEGIN PROG LOAD LOG --", report.LoadLog));
        Assert.Equal(Verdict, report.EndOfLog(2)[0]);
        Assert.StartsWith("processed ", report.EndOfLog(2)[1]);
    }

    [Fact]
    public void Doctor_WithAnIndispensableProbeRefused_HoldsItsLog()
    {
        kernel.NeedTracing();

        var report = Examination.Run(Refuse("process_exec"));

        Assert.False(report.CanTrace);
        AssertSays(report.Checks.Single(c => c.Name == "Probes").Cause, "process_exec");
        Assert.Contains("prog 'process_exec': -- BEGIN PROG LOAD LOG --", report.LoadLog);
        Assert.Contains(Verdict, report.LoadLog);
    }

    [Fact]
    public void LoadLog_IntoASmallBuffer_GivesItsEnd()
    {
        kernel.NeedTracing();
        using var tracer = Tracer.Open(Refuse("exit_wait4"));

        var end = new byte[100];
        var length = NativeMethods.GetLoadLog(end, end.Length);

        Assert.Equal(end.Length, length);
        Assert.EndsWith(System.Text.Encoding.UTF8.GetString(end, 0, length), Tracer.LoadLog());
    }

    /// <summary>The other probes report as before: births, images, exits, and nothing stays pending.</summary>
    [Theory]
    [InlineData("enter_execve", "exec_missing")]
    [InlineData("exit_execve", "exec_missing")]
    [InlineData("enter_execve", "rename")]
    [InlineData("exit_execve", "rename")]
    public async Task Flow_WithoutAnExecveProbe_GoesOn(string program, string scenario)
    {
        kernel.NeedTracing();
        var seen = new ConcurrentQueue<LifecycleEvent>();
        await using var capture = new LiveCapture(Refuse(program))
        {
            Watch = batch =>
            {
                foreach (var e in batch)
                {
                    seen.Enqueue(e);
                }
            },
        }.Start();
        using var child = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, scenario));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        await LiveCapture.EventuallyAsync(() => Of<ReapEvent>().Any() ? null : "no reap");

        var own = Of<ExecExitEvent>().First();
        Assert.True(own.Succeeded);
        Assert.Equal(program != "enter_execve", own.DurationNs is not null);
        Assert.Equal(program != "enter_execve", Of<ExecEnterEvent>().Any());
        Assert.Equal(scenario == "exec_missing" && program != "exit_execve", Of<ExecExitEvent>().Any(e => !e.Succeeded));
        Assert.Equal(scenario == "rename" ? 1 : 0, Of<RenameEvent>().Count());
        Assert.Equal(program, Assert.Single(OfProbes(capture.Source.Status.Limits)).Of);

        IEnumerable<T> Of<T>()
            where T : LifecycleEvent
            => seen.OfType<T>().Where(e => e.Pid == child.Id);
    }

    [Fact]
    public void Open_WithASecondProgramRefused_TracesWithTheFirstsAndSaysWhatMayBeMissing()
    {
        KernelFixture.NeedThreePrograms();
        kernel.NeedTracing();
        using var plain = Tracer.Open(new BpfSourceOptions());
        using var tracer = Tracer.Open(Refuse("exit_wait4") with { RefuseSecond = true });
        var log = Tracer.LoadLog();
        plain.Attach();
        tracer.Attach();

        Assert.All(tracer.Probes(), p => Assert.True(p.Attached, p.Reason));
        var limit = Limits.Of([], Table, log, new Machine(), RuntimeInformation.ProcessArchitecture).Single(l => l.Of == LimitPlaces.LaterPrograms);
        Assert.Contains("exit_wait4_second that would make up for it was refused, so no probe has one", limit.Sentence);
        // Before 7.0 a "plain" probe has one program, which need not disable preemption (that takes instructions). From 7.0
        // on it has all three, of which the refused one leaves the first.
        var isOneLess = Environment.OSVersion.Version.Major >= 7;
        var without = plain.Instructions();
        Assert.All(tracer.Instructions(), p => Assert.Equal(isOneLess ? -1 : 1, Math.Sign(p.Value - without[p.Key])));
    }

    private static IEnumerable<CaptureLimit> OfProbes(IEnumerable<CaptureLimit> limits) => limits.Where(l => Table.Any(p => p.Program == l.Of));

    private static void AssertSays(string sentence, string program)
    {
        Assert.Contains($"Linux {MachineFacts.Kernel} refused the probe {program}, compiled by {Tracer.Compiler()}, with \"", sentence);
        Assert.Contains(Verdict, sentence);
    }

    private static BpfSourceOptions Refuse(params string[] programs)
        => new() { Refused = programs.Aggregate(0u, (mask, program) => mask | 1u << Table.Select(p => p.Program).ToList().IndexOf(program)) };
}
