using System.Diagnostics;
using System.Reflection;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>One tracer for all tests of the kernel lane, and a way to run a scenario under it.</summary>
public sealed class KernelFixture : IAsyncLifetime
{
    /// <summary>Long, because a shared machine may stop for seconds. A passing test does not wait for it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly EventLog _log = new();
    private readonly CancellationTokenSource _stop = new();
    private BpfEventSource? _source;
    private Task _pump = Task.CompletedTask;
    private string? _impossible;

    public static string ScenarioDirectory { get; } = typeof(KernelFixture).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ScenarioDirectory").Value!;

    public FeedStatus Status => _source!.Status;

    internal long PendingExecs => _source!.PendingExecs;

    internal EventLog Log => _log;

    public ValueTask InitializeAsync()
    {
        try
        {
            _source = BpfEventSource.Open();
            _pump = FeedThread.Run(Pump);
        }
        catch (TracingUnavailableException problem)
        {
            _impossible = problem.Message;
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pump;
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        _stop.Dispose();
    }

    /// <summary>Skips the test where tracing is impossible.</summary>
    public void NeedTracing() => Need(_impossible is null, _impossible ?? "");

    /// <summary>Skips the test when a requirement is missing; in CI that is a failure, so that it is noticed.</summary>
    public static void Need(bool isThere, string why)
    {
        if (isThere)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(why);
        }

        Assert.Skip(why);
    }

    /// <summary>
    /// Kernels before 7.0 never load them. The verifier of 6.12 refuses some, because it allows no call of a global function
    /// while preemption is disabled; that of 6.18 accepts all.
    /// </summary>
    public static void NeedThreePrograms()
        => Assert.SkipWhen(Environment.OSVersion.Version < new Version(6, 18), "three programs for a probe are for newer kernels");

    /// <summary>Whether this machine allows real-time priorities: a container may not.</summary>
    public static async Task<bool> MayBeRealTimeAsync()
    {
        using var attempt = Start("/usr/bin/chrt", "-r", "1", "/bin/true");
        await attempt.WaitForExitAsync(TestContext.Current.CancellationToken);
        return attempt.ExitCode == 0;
    }

    /// <summary>True once it is removed: a cgroup stays busy until the kernel has released its processes.</summary>
    public static bool RemoveCgroup(string directory)
    {
        try
        {
            Directory.Delete(directory);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(directory);
        }
    }

    public Task<ScenarioTrace> RunAsync(string scenario, params string[] args)
        => RunProgramAsync(Path.Combine(ScenarioDirectory, scenario), args);

    /// <summary>Runs a program to its end and returns once its whole subtree is reaped in the events too.</summary>
    public async Task<ScenarioTrace> RunProgramAsync(string program, params string[] args)
    {
        NeedTracing();
        var from = _log.Count;
        // The log may lag behind, and another process may have had the pid a moment ago.
        var notBefore = LibC.BootTimeNs();
        using var process = Start(program, args);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        using (var late = new CancellationTokenSource(Deadline))
        {
            await process.WaitForExitAsync(late.Token);
        }

        return await _log.WaitForAsync(
            from,
            events => Complete(events, process, notBefore, output),
            e => e.Pid == process.Id || e.Parent?.Pid == process.Id,
            Deadline);
    }

    public static Process Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }

    private static ScenarioTrace? Complete(IReadOnlyList<LifecycleEvent> events, Process process, long notBefore, string output)
    {
        if (events.OfType<ForkEvent>().FirstOrDefault(f => f.Pid == process.Id && f.Process.StartNs >= notBefore) is not { } born)
        {
            return null;
        }

        var subtree = EventLog.Subtree(events, born.Process);
        var alive = subtree.OfType<ForkEvent>().Select(f => f.Process).ToHashSet();
        alive.ExceptWith(subtree.OfType<ReapEvent>().Select(r => r.Process));
        return alive.Count == 0 ? new ScenarioTrace(born.Process, subtree, output, process.ExitCode) : null;
    }

    private void Pump()
    {
        try
        {
            foreach (var batch in _source!.ReadBatches(_stop.Token))
            {
                _log.Add(batch);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the run.
        }
    }
}
