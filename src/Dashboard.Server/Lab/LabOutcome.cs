using Dashboard.Core.History;
using Dashboard.Core.Learning;
using Dashboard.Server.Cli;
using Dashboard.Server.Hosting;
using Dashboard.Server.Ingest;
using Dashboard.Tracing;

namespace Dashboard.Server.Lab;

/// <summary>Result of one experiment on the command line.</summary>
/// <param name="Run">The events of the experiment's subtree.</param>
/// <param name="Untraced">Why the events come from the recorded run; null when they come from this run.</param>
/// <param name="Output">Output of the program in this run.</param>
/// <param name="Problem">Why the program could not run to its end.</param>
internal sealed record LabOutcome(ExperimentRun Run, string? Untraced, string Output, string? Problem)
{
    private static readonly CaptureLimits Limits = new() { Events = 50_000, ExitedProcesses = 20_000 };

    /// <summary>How long to wait for the last events after the program's end.</summary>
    private static readonly TimeSpan LateEvents = TimeSpan.FromSeconds(5);

    /// <exception cref="CommandException">The recorded run is needed and cannot be read.</exception>
    public static async Task<LabOutcome> OfAsync(Experiment experiment, CancellationToken stop)
    {
        CaptureSource source;
        try
        {
            source = new CaptureSource(LiveFeed.Open(null), null);
        }
        catch (LiveFeedException untraced)
        {
            var unchecked_ = await ExperimentProgram.RunAsync(experiment, _ => { }, stop);
            var recorded = new ExperimentRun(await RecordedRuns.ReadAsync(experiment, stop));
            return new LabOutcome(recorded, untraced.Message, unchecked_.Output, unchecked_.Problem);
        }

        await using (source)
        {
            return await TraceAsync(experiment, source, stop);
        }
    }

    private static async Task<LabOutcome> TraceAsync(Experiment experiment, CaptureSource source, CancellationToken stop)
    {
        var store = source.NewCapture(Limits).Store;
        RunFollower? follower = null;
        // The probes are attached already, so no event is missed.
        var program = ExperimentProgram.RunAsync(
            experiment, pid => Volatile.Write(ref follower, new RunFollower(store, new RunCollector(experiment.Program, pid), 0)), stop);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ = program.ContinueWith(_ => patience.CancelAfter(LateEvents), TaskScheduler.Default);
        try
        {
            await FeedThread.Run(() =>
            {
                foreach (var batch in source.Feed.ReadBatches(patience.Token))
                {
                    store.Apply(batch, source.Feed.Pool);
                    var mine = Volatile.Read(ref follower);
                    mine?.Pull();
                    // Reaps are the last events. The kernel releases processes in another order than they were waited for.
                    if (mine?.Run is { Ended: true } run && run.Processes.All(p => p.Reap is not null))
                    {
                        break;
                    }
                }
            });
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Late events are not waited for any longer: the checks name what is missing.
        }

        var result = await program;
        return new LabOutcome(follower?.Run ?? ExperimentRun.Empty, null, result.Output, result.Problem);
    }
}
