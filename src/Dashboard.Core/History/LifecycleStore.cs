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
public sealed partial class LifecycleStore
{
    private readonly Lock _lock = new();
    private readonly CaptureLimits _limits;
    private StoreView _view;

    /// <summary>What <see cref="_view"/> becomes when memory runs out within an event: then there may be none to make it of.</summary>
    private StoreView? _spare;

    private long _version;

    public LifecycleStore(CaptureClock clock, CaptureLimits? limits = null)
    {
        _limits = limits ?? new CaptureLimits();
        Clock = clock;
        _view = NewView(new EventHistory(_limits.Events), new ErrnoBreakdown { Clock = clock }, new EventCounters(), new ExitDigest());
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
    /// <exception cref="OutOfMemoryException">
    /// What of the batch was not taken in is counted as lost, and the table of processes may begin anew: tell it those
    /// that are there.
    /// </exception>
    public void Apply(IReadOnlyList<LifecycleEvent> batch, EventPool? pool = null)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var events = SpanOf(batch);
        lock (_lock)
        {
            var hasBegun = false;
            _taken = 0;
            try
            {
                // Before the first event: where this fails, the table is as it was.
                _spare ??= NewView(_view.Events, _view.Errnos, _view.Counters, _view.Exits);
                TellMissing();
                hasBegun = true;
                ApplyAll(events, _view.Events.NextSeq, pool);
            }
            catch (OutOfMemoryException)
            {
                // Nothing here but the last step takes memory, some kilobytes at most, and half of the events are free by then.
                GiveUp(pool);
                // The beginning by the clock of the end, which may have been set in between.
                NoteMissing(events[_taken..], new Timestamp(events[0].BootNs + events[^1].Time.UnixNs - events[^1].BootNs));
                if (hasBegun)
                {
                    BeginTableAnew();
                }

                TellMissing();
                throw;
            }
            finally
            {
                Interlocked.Increment(ref _version);
            }
        }

        Changed?.Invoke();
    }

    private StoreView NewView(EventHistory events, ErrnoBreakdown errnos, EventCounters counters, ExitDigest exits)
    {
        var processes = new ProcessTable(Clock, errnos, _limits.ExitedProcesses, events.MarkLookup, _limits.UnpackedExited, _limits.LiveProcesses);
        return new StoreView(Clock, processes, events, errnos, counters, exits)
        {
            Budget = new MemoryBudget(_limits.MemoryBytes, events, processes, errnos),
        };
    }

    private void ApplyAll(ReadOnlySpan<LifecycleEvent> events, long firstSeq, EventPool? pool)
    {
        _view.Events.MakeRoom(Certain(events), pool);
        var ownContexts = pool is null;
        _view.Processes.OwnContexts = ownContexts;
        var (budget, untilLook) = (_view.Budget, MemoryBudget.LookEvery);
        var most = Math.Max(budget.Used, budget.Limit) + MemoryBudget.MaxOverrun;
        foreach (var e in events)
        {
            var spare = ApplyOne(e, ownContexts);
            _taken++;
            if (spare is not null)
            {
                pool?.Return(spare);
            }

            if (--untilLook == 0)
            {
                untilLook = MemoryBudget.LookEvery;
                if (budget.Used > most)
                {
                    budget.Keep(pool, firstSeq);
                    most = Math.Max(budget.Used, budget.Limit) + MemoryBudget.MaxOverrun;
                }
            }
        }

        budget.Keep(pool, firstSeq);
    }

    /// <summary>What a feed gives; by the interface each event would be a call.</summary>
    private static ReadOnlySpan<LifecycleEvent> SpanOf(IReadOnlyList<LifecycleEvent> batch) => batch switch
    {
        List<LifecycleEvent> list => CollectionsMarshal.AsSpan(list),
        LifecycleEvent[] array => array,
        _ => batch.ToArray(),
    };

    /// <summary>
    /// How many come into the history for certain. What a live kernel says of a process's user and groups does only when it
    /// is a change, which is known once all before it was applied.
    /// </summary>
    private static int Certain(ReadOnlySpan<LifecycleEvent> events)
    {
        var count = 0;
        foreach (var e in events)
        {
            count += e.IsPublished && e is not CredentialsEvent { IsCertain: false } ? 1 : 0;
        }

        return count;
    }

    /// <summary>Answers the event that nobody needs any more: the one that the history dropped for it, or itself.</summary>
    private LifecycleEvent? ApplyOne(LifecycleEvent e, bool ownsContext)
    {
        Clock.Advance(e.BootNs);
        if (e is CredentialsEvent change)
        {
            _view.Processes.Compare(change);
        }

        if (!e.IsPublished)
        {
            _view.Processes.Apply(e);
            return e;
        }

        e.Seq = _view.Events.NextSeq;
        if (e is ClockEvent set)
        {
            Clock.Follow(set);
        }

        _view.Processes.Apply(e);
        _view.Counters.Count(e, Clock.SteadyOf(e));
        if (e is ExitEvent exit)
        {
            _view.Exits.Count(exit);
        }

        return _view.Events.Add(e, ownsContext);
    }
}
