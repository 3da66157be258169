using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Tracing;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Ingest;

/// <summary>
/// The only writer of the store while the server runs. Logs an error when the feed fails before the shutdown; a server whose privileged
/// part was started apart then ends, so that what started it starts it again, and both trace.
/// </summary>
internal sealed class IngestService(IEventFeed feed, Capture capture, IngestLag lag, IHostApplicationLifetime lifetime, ILogger<IngestService> log)
    : BackgroundService
{
    private readonly RecordingHeap? _heap
        = feed.Status.Source == FeedSource.Replay ? RecordingHeap.For(capture.Store.Read(view => view.Memory.Budget)) : null;

    protected override Task ExecuteAsync(CancellationToken stopping) => FeedThread.Run(() => Ingest(stopping));

    private void Ingest(CancellationToken stopping)
    {
        try
        {
            new FeedLoop(feed, capture.Store, FeedLoop.UsualPause).Run(Take, OnShortage, stopping);
            if (feed.Status.Source != FeedSource.Replay && !stopping.IsCancellationRequested)
            {
                Fail("The tracer has ended by itself, so nothing new is seen.", null);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server is shutting down.
        }
        catch (Exception problem)
        {
            Fail($"The capture has stopped: {problem.Message.TrimEnd('.')}.", problem);
        }
    }

    private bool Take(IReadOnlyList<LifecycleEvent> batch)
    {
        lag.Begin(batch);
        capture.Store.Apply(batch, feed.Pool);
        lag.End();
        _heap?.Look();
        return true;
    }

    private void OnShortage(OutOfMemoryException problem)
    {
        log.LogWarning("Memory ran out. Half of the events that were kept are given up, and the capture goes on; what is missing is counted as lost.");
        log.LogDebug(problem, "Where it ran out");
    }

    private void Fail(string sentence, Exception? problem)
    {
        capture.Fail(new CaptureNotice(sentence, "Start the dashboard again; what was captured until now is still shown."));
        log.LogError("{Problem}", sentence);
        log.LogDebug(problem, "The exception behind it");
        if (CapturePart.IsShared)
        {
            lifetime.StopApplication();
        }
    }
}
