using System.Collections.Concurrent;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;

namespace Dashboard.Tests.Shared;

/// <summary>A feed whose events come from the test. Its clock is that of <see cref="Story"/>.</summary>
internal sealed class FakeFeed : IEventFeed
{
    private readonly BlockingCollection<IReadOnlyList<LifecycleEvent>> _batches = [];
    private Exception? _problem;

    public FeedStatus Status { get; set; } = new()
    {
        Source = FeedSource.Bpf,
        Kernel = "6.1.0-test",
        BootId = "11111111-2222-3333-4444-555555555555",
        AttachedAt = new Timestamp(Story.EpochUnixNs),
        BootEpochUnixNs = Story.EpochUnixNs,
        Ring = new RingStatus(8 << 20, 4096),
        Probes =
        [
            new ProbeStatus("sched:sched_process_fork", true, null, 12, 240.5),
            new ProbeStatus("oom:mark_victim", false, "The kernel has no such tracepoint; OOM kills are not named.", 0, null),
        ],
    };

    /// <summary>As a machine that booted at <see cref="FeedStatus.BootEpochUnixNs"/>.</summary>
    public long? NowBootNs => Timestamp.From(DateTimeOffset.UtcNow).UnixNs - Status.BootEpochUnixNs;

    /// <summary>How often somebody looked at what the capture costs.</summary>
    public int Looks { get; private set; }

    public void MeasureCost(TimeSpan lease) => Looks++;

    public void Send(IReadOnlyList<LifecycleEvent> batch) => _batches.Add(batch);

    /// <summary>Ends the feed; with a problem it throws that.</summary>
    public void End(Exception? problem = null)
    {
        _problem = problem;
        _batches.CompleteAdding();
    }

    public IEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatches(CancellationToken cancellation)
    {
        foreach (var batch in _batches.GetConsumingEnumerable(cancellation))
        {
            yield return batch;
        }

        if (_problem is not null)
        {
            throw _problem;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
