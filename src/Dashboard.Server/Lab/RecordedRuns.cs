using Dashboard.Core.Learning;
using Dashboard.Server.Cli;
using Dashboard.Tracing;
using Dashboard.Tracing.Replay;

namespace Dashboard.Server.Lab;

/// <summary>The bundled runs, for machines that cannot be traced.</summary>
internal static class RecordedRuns
{
    /// <exception cref="CommandException">The recording is missing or cannot be read.</exception>
    public static async Task<IReadOnlyList<RunEvent>> ReadAsync(Experiment experiment, CancellationToken cancellation)
    {
        var collector = new RunCollector(experiment.Program);
        try
        {
            await using var feed = ReplayFeed.Open(LabFolder.RecordingOf(experiment));
            await FeedThread.Run(() =>
            {
                foreach (var e in feed.ReadBatches(cancellation).SelectMany(batch => batch))
                {
                    collector.Offer(e);
                }
            });
        }
        catch (RecordingException problem)
        {
            throw new CommandException(problem.Message);
        }

        return collector.Run.Events;
    }
}
