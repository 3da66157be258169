using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;

namespace Dashboard.Server.Hosting;

/// <summary>
/// Runs two fixed commands without effect, and checks their events. No input of the viewer is used.
/// </summary>
internal sealed class SelfTest(Capture capture)
{
    private const string Works = "/bin/true";
    private const string Missing = "/nonexistent/lifecycle-self-test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public async Task<SelfTestResult> RunAsync(CancellationToken cancellation)
    {
        if (!capture.IsLive)
        {
            return new SelfTestResult(false, "Nothing is traced now, so there is nothing to test.", []);
        }

        if (capture.Status().Filter is not null)
        {
            return new SelfTestResult(false, "A kernel filter is active and may leave the test's commands out. Start the dashboard without it to test.", []);
        }

        try
        {
            var (works, missing) = (await RunAsync(Works), await RunAsync(Missing));
            return await FindEventsAsync(works, missing, cancellation);
        }
        catch (TracingUnavailableException problem)
        {
            return new SelfTestResult(false, problem.Message, []);
        }
    }

    private static async Task<int> RunAsync(string program)
    {
        var command = TracedCommand.Start([program]);
        command.Release();
        await command.End;
        return command.Pid;
    }

    private async Task<SelfTestResult> FindEventsAsync(int works, int missing, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Interval);
        IReadOnlyList<SelfTestStep> steps;
        do
        {
            steps = capture.Store.Read(view => Steps(view, works, missing));
        }
        while (!steps.All(s => s.Seen) && await NextAsync(timer, patience.Token));

        cancellation.ThrowIfCancellationRequested();
        var unseen = steps.Count(s => !s.Seen);
        return unseen == 0
            ? new SelfTestResult(true, $"Tracing works: {Works} and a command that does not exist were run, and all {steps.Count} things they did were seen.", steps)
            : new SelfTestResult(false, $"{unseen} of {steps.Count} things that two commands did were not seen within {Patience.TotalSeconds:0} s; look at the losses and at the checks.", steps);
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static List<SelfTestStep> Steps(StoreReader view, int works, int missing)
    {
        var (worked, failed) = (Find(view, works), Find(view, missing));
        return
        [
            new($"fork of pid {works}", worked is not null),
            new($"exec of {Works} by pid {works}", worked?.Images.Any(i => i.Path == Works) == true),
            new($"exit 0 of pid {works}", worked?.Exit?.ExitCode == 0),
            new($"fork of pid {missing}", failed is not null),
            new($"failed exec of pid {missing}: ENOENT", failed?.FailedExecs.Any(f => f.Path == Missing && f.Ret == -2) == true),
            new($"exit 127 of pid {missing}", failed?.Exit?.ExitCode == 127),
        ];
    }

    /// <summary>The newest life of the pid, if this process started it.</summary>
    private static ProcessRecord? Find(StoreReader view, int pid)
        => view.Processes.Lives(pid)?.Lives[^1] is { } record && record.BornBy?.Pid == Environment.ProcessId ? record : null;
}
