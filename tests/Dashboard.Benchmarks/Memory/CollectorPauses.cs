using System.Diagnostics.Tracing;

namespace Dashboard.Benchmarks.Memory;

/// <summary>How long the garbage collector held all managed threads, by the runtime's own events: a reader that stands that long needs that much room in the ring.</summary>
internal sealed class CollectorPauses : EventListener
{
    private const EventKeywords Collections = (EventKeywords)0x1;

    private readonly Lock _lock = new();

    // One a collection: some hundreds in a run.
    private readonly List<double> _milliseconds = [];
    private long _suspendedAt;

    /// <summary>Of each pause so far.</summary>
    public IReadOnlyList<double> Milliseconds
    {
        get
        {
            lock (_lock)
            {
                return [.. _milliseconds];
            }
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Informational, Collections);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The time stamps are those of the collector's thread, not of the listener's.
        switch (eventData.EventName)
        {
            case "GCSuspendEEBegin_V1":
                _suspendedAt = eventData.TimeStamp.Ticks;
                break;
            case "GCRestartEEEnd_V1" when _suspendedAt > 0:
                lock (_lock)
                {
                    _milliseconds.Add((eventData.TimeStamp.Ticks - _suspendedAt) / (double)TimeSpan.TicksPerMillisecond);
                }

                _suspendedAt = 0;
                break;
        }
    }
}
