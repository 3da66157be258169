using Dashboard.Core.Feeds;
using Dashboard.Tracing;

namespace Dashboard.Server.Ingest;

/// <summary>
/// The only writer of the store, for as long as the server runs. Says so when the feed dies before it.
/// </summary>
internal sealed class IngestService(IEventFeed feed, Capture capture, IngestLag lag, ILogger<IngestService> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stopping) => FeedThread.Run(() => Ingest(stopping));

    private void Ingest(CancellationToken stopping)
    {
        try
        {
            var store = capture.Store;
            foreach (var batch in feed.ReadBatches(stopping))
            {
                lag.Begin(batch);
                store.Apply(batch, feed.Pool);
                lag.End();
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

    private void Fail(string sentence, Exception? problem)
    {
        capture.Fail(new CaptureNotice(sentence, "Start the dashboard again; what was captured until now is still shown."));
        log.LogError("{Problem}", sentence);
        log.LogDebug(problem, "The exception behind it");
    }
}
