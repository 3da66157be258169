using Dashboard.Core.History;
using Dashboard.Core.Learning;
using Dashboard.Server.Cli;
using Dashboard.Server.Hosting;
using Dashboard.Server.Ingest;
using Dashboard.Tracing;

namespace Dashboard.Server.Lab;

/// <summary>What one experiment on the command line came to.</summary>
/// <param name="Run">The events of its own subtree.</param>
/// <param name="Untraced">Why they are those of the recorded run; null when they are of this run.</param>
/// <param name="Output">What the program printed, just now.</param>
/// <param name="Problem">Why it could not be run to its end.</param>
internal sealed record LabOutcome(ExperimentRun Run, string? Untraced, string Output, string? Problem)
{
    private static readonly CaptureLimits Limits = new() { Events = 50_000, ExitedProcesses = 20_000 };

    /// <summary>After the program's end its last events are on their way for a moment.</summary>
    private static readonly TimeSpan LateEvents = TimeSpan.FromSeconds(5);

    /// <exception cref="CommandException">The recorded run was needed, and cannot be read.</exception>
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
        // Attached already, so nothing of it is missed.
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
                    // A reap of the program itself is the last event of all.
                    if (mine?.Run is { Ended: true } run && run.Root!.Reap is not null)
                    {
                        break;
                    }
                }
            });
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // What has not come by now will not come: the checks say what is missing.
        }

        var result = await program;
        return new LabOutcome(follower?.Run ?? ExperimentRun.Empty, null, result.Output, result.Problem);
    }
}
