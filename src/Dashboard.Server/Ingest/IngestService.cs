using Dashboard.Core.Feeds;
using Dashboard.Tracing;

namespace Dashboard.Server.Ingest;

/// <summary>
/// The only writer of the store, for as long as the server runs. Says so when the feed dies before it.
/// </summary>
internal sealed class IngestService(IEventFeed feed, Capture capture, IngestLag lag, ILogger<IngestService> log)
    : BackgroundService
{
    /// <summary>So often in a row memory may run out before anything is taken in.</summary>
    private const int MaxTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _tries;

    protected override Task ExecuteAsync(CancellationToken stopping) => FeedThread.Run(() => Ingest(stopping));

    private void Ingest(CancellationToken stopping)
    {
        try
        {
            while (!Read(stopping))
            {
            }

            if (feed.Status.Source != FeedSources.Replay && !stopping.IsCancellationRequested)
            {
                Fail("The tracer has ended by itself, so nothing new is seen.", null);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server is being stopped.
        }
        catch (Exception problem)
        {
            Fail($"The capture has stopped: {problem.Message.TrimEnd('.')}.", problem);
        }
    }

    /// <summary>
    /// Until the feed ends; false when memory ran out. Then the store has given up what it could, and the feed is read on: it
    /// begins again with the processes that are there.
    /// </summary>
    private bool Read(CancellationToken stopping)
    {
        var isInFeed = true;
        try
        {
            foreach (var batch in feed.ReadBatches(stopping))
            {
                lag.Begin(batch);
                isInFeed = false;
                capture.Store.Apply(batch, feed.Pool);
                lag.End();
                (_tries, isInFeed) = (0, true);
            }

            return true;
        }
        catch (OutOfMemoryException problem) when (_tries++ < MaxTries)
        {
            if (isInFeed)
            {
                capture.Store.GiveUp(feed.Pool);
            }

            log.LogWarning("Memory ran out. Half of the events that were kept are given up, and the capture goes on; what is missing is counted as lost.");
            log.LogDebug(problem, "Where it ran out");
            // The snapshot that comes first takes the most: whoever else has the memory may give it back meanwhile.
            stopping.WaitHandle.WaitOne(_tries > 1 ? Pause : TimeSpan.Zero);
            return false;
        }
    }

    private void Fail(string sentence, Exception? problem)
    {
        capture.Fail(new CaptureNotice(sentence, "Start the dashboard again; what was captured until now is still shown."));
        log.LogError("{Problem}", sentence);
        log.LogDebug(problem, "The exception behind it");
    }
}
