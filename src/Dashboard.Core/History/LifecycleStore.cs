using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics;

namespace Dashboard.Core.History;

/// <summary>
/// All that is known of a capture. One writer (the server's ingest) applies batches; any number of readers ask
/// inside <see cref="Read{T}"/>.
/// </summary>
/// <remarks>
/// One lock guards everything: the writer holds it for one batch, a reader for one page. While a reader holds it,
/// batches wait in the feed's own bounded buffer, so a slow page costs latency, not events.
/// </remarks>
public sealed class LifecycleStore
{
    private readonly Lock _lock = new();
    private readonly StoreView _view;
    private long _version;

    public LifecycleStore(CaptureClock clock, CaptureLimits? limits = null)
    {
        limits ??= new CaptureLimits();
        Clock = clock;
        var errnos = new ErrnoBreakdown();
        var events = new EventHistory(limits.Events);
        var processes = new ProcessTable(clock, errnos, limits.ExitedProcesses, events.MarkLookup, limits.UnpackedExited, limits.LiveProcesses);
        _view = new StoreView(clock, processes, events, errnos, new EventCounters(), new ExitDigest())
        {
            Budget = new MemoryBudget(limits.MemoryBytes, events, processes, errnos),
        };
    }

    /// <summary>Raised after each batch, on the writer's thread: only note that something changed, and pull later.</summary>
    public event Action? Changed;

    public CaptureClock Clock { get; }

    /// <summary>Grows with each batch; equal versions mean nothing to draw.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Runs a query. Keep it to one page, and return copies: records and events change once it has returned.</summary>
    public T Read<T>(Func<StoreView, T> query)
    {
        lock (_lock)
        {
            return query(_view);
        }
    }

    /// <summary>Applies events in order and numbers them. For the one writer; an empty batch changes nothing.</summary>
    /// <param name="batch">The store keeps the events; the list is the caller's again.</param>
    /// <param name="pool">Where the events come from and go back to; null when each is an object of its own.</param>
    public void Apply(IReadOnlyList<LifecycleEvent> batch, EventPool? pool = null)
    {
        if (batch.Count == 0)
        {
            return;
        }

        // What a feed gives; by the interface each event would be a call.
        ReadOnlySpan<LifecycleEvent> events = batch is List<LifecycleEvent> list ? CollectionsMarshal.AsSpan(list) : [.. batch];
        lock (_lock)
        {
            _view.Events.MakeRoom(Published(events), pool);
            var (ownContexts, firstSeq) = (pool is null, _view.Events.NextSeq);
            _view.Processes.OwnContexts = ownContexts;
            foreach (var e in events)
            {
                if (ApplyOne(e, ownContexts) is { } spare)
                {
                    pool?.Return(spare);
                }
            }

            _view.Budget.Keep(pool, firstSeq);
            Interlocked.Increment(ref _version);
        }

        Changed?.Invoke();
    }

    private static int Published(ReadOnlySpan<LifecycleEvent> events)
    {
        var count = 0;
        foreach (var e in events)
        {
            count += e.IsPublished ? 1 : 0;
        }

        return count;
    }

    /// <summary>Answers the event that nobody needs any more: the one that the history dropped for it, or itself.</summary>
    private LifecycleEvent? ApplyOne(LifecycleEvent e, bool ownsContext)
    {
        Clock.Advance(e.BootNs);
        if (!e.IsPublished)
        {
            _view.Processes.Apply(e);
            return e;
        }

        e.Seq = _view.Events.NextSeq;
        _view.Processes.Apply(e);
        _view.Counters.Count(e);
        if (e is ExitEvent exit)
        {
            _view.Exits.Count(exit);
        }

        return _view.Events.Add(e, ownsContext);
    }
}
