using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

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
    private readonly CaptureLimits _limits;
    private StoreView _view;

    /// <summary>What <see cref="_view"/> becomes when memory runs out within an event: then there may be none to make it of.</summary>
    private StoreView? _spare;

    /// <summary>What is missing of batches for want of memory, and was not told yet; null when all was.</summary>
    private (long Count, Timestamp? From, Timestamp To, long BootNs)? _missing;
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

    /// <summary>How often memory ran out, and older events were given up. For the one writer.</summary>
    public int TimesGivenUp { get; private set; }

    /// <summary>For a test: called before a loss is told, to fail there as memory that runs out does.</summary>
    internal Action? BeforeTelling { get; set; }

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

        // What a feed gives; by the interface each event would be a call.
        ReadOnlySpan<LifecycleEvent> events = batch switch
        {
            List<LifecycleEvent> list => CollectionsMarshal.AsSpan(list),
            LifecycleEvent[] array => array,
            _ => [.. batch],
        };
        lock (_lock)
        {
            var (firstSeq, hasBegun) = (_view.Events.NextSeq, false);
            try
            {
                // Before the first event: where this fails, the table is as it was.
                _spare ??= NewView(_view.Events, _view.Errnos, _view.Counters, _view.Exits);
                TellMissing();
                (firstSeq, hasBegun) = (_view.Events.NextSeq, true);
                ApplyAll(events, firstSeq, pool);
            }
            catch (OutOfMemoryException)
            {
                // Nothing here but the last step takes memory, a few hundred bytes, and half of the events are free by then.
                GiveUp(pool);
                NoteMissing(events, firstSeq);
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

    /// <summary>
    /// Counts as lost, for want of memory, what never came here, or went before it was read. For the one writer. Does not
    /// fail: where there is no memory to tell it, the next batch does.
    /// </summary>
    /// <param name="from">The last moment that is known to be whole; null when there is none.</param>
    public void Lose(long count, Timestamp? from)
    {
        lock (_lock)
        {
            NoteMissing(count, from, Clock.Now, Clock.NowBootNs);
            try
            {
                TellMissing();
            }
            catch (OutOfMemoryException)
            {
                // It stays noted.
            }

            Interlocked.Increment(ref _version);
        }

        Changed?.Invoke();
    }

    /// <summary>Memory has run out: forgets the older half of the events, and what waits to be used again. For the one writer.</summary>
    public void GiveUp(EventPool? pool)
    {
        lock (_lock)
        {
            // Takes no memory itself.
            TimesGivenUp++;
            pool?.Clear();
            var events = _view.Events;
            for (var half = (events.Bytes + events.ArgumentsBytes) / 2; events.Count > 1 && events.Bytes + events.ArgumentsBytes > half;)
            {
                events.Evict(null);
                events.EvictedForMemory++;
            }

            Interlocked.Increment(ref _version);
        }
    }

    private StoreView NewView(EventHistory events, ErrnoBreakdown errnos, EventCounters counters, ExitDigest exits)
    {
        var processes = new ProcessTable(Clock, _limits.ExitedProcesses, LookupFound, _limits.UnpackedExited, _limits.LiveProcesses);
        return new StoreView(Clock, processes, events, errnos, counters, exits)
        {
            Budget = new MemoryBudget(_limits.MemoryBytes, events, processes, errnos),
        };

        void LookupFound(OpenLookup step)
        {
            errnos.MoveToLookups(step);
            events.MarkLookup(step.Seq);
        }
    }

    private void ApplyAll(ReadOnlySpan<LifecycleEvent> events, long firstSeq, EventPool? pool)
    {
        _view.Events.MakeRoom(Published(events), pool);
        var ownContexts = pool is null;
        _view.Processes.OwnContexts = ownContexts;
        var (budget, untilLook) = (_view.Budget, MemoryBudget.LookEvery);
        var most = Math.Max(budget.Used, budget.Limit) + MemoryBudget.MaxOverrun;
        foreach (var e in events)
        {
            if (ApplyOne(e, ownContexts) is { } spare)
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

    /// <summary>
    /// After an event was applied by half. History and counts take one thing at a time, and stand. In the table lists name
    /// each other; where some do and others do not, all that follows would go wrong, so it begins with nothing.
    /// </summary>
    private void BeginTableAnew()
    {
        if (_spare is not { } fresh)
        {
            return;
        }

        var (old, table) = (_view.Processes, fresh.Processes);
        (table.EvictedCount, table.EvictedForMemory) = (old.EvictedCount + old.Count, old.EvictedForMemory + old.Count);
        (table.CutCount, table.HasIncompleteArguments) = (old.CutCount, old.HasIncompleteArguments);
        table.FirstSnapshotNs = old.FirstSnapshotNs;
        (_view, _spare) = (fresh, null);
    }

    private void NoteMissing(ReadOnlySpan<LifecycleEvent> events, long firstSeq)
    {
        var missing = Published(events) - (_view.Events.NextSeq - firstSeq);
        if (missing > 0)
        {
            NoteMissing(missing, events[0].Time, events[^1].Time, events[^1].BootNs);
        }
    }

    private void NoteMissing(long count, Timestamp? from, Timestamp to, long bootNs)
        => _missing = _missing is { } earlier ? (earlier.Count + count, earlier.From, to, bootNs) : (count, from, to, bootNs);

    /// <summary>
    /// Where there is no memory for that either, the next batch tells it. Of its steps only the first two take memory, and
    /// they change nothing when there is none, so it is told whole or not at all. The table of processes has no part in it.
    /// </summary>
    private void TellMissing()
    {
        if (_missing is { } missing)
        {
            BeforeTelling?.Invoke();
            var lost = new LostEvent
            {
                Time = missing.To, BootNs = missing.BootNs, Count = missing.Count, Cause = LostEvent.OutOfMemory, From = missing.From, To = missing.To,
                Seq = _view.Events.NextSeq,
            };
            _view.Counters.Count(lost, Clock.SteadyOf(lost));
            _view.Events.Add(lost, ownsContext: false);
            Clock.Advance(lost.BootNs);
            _missing = null;
        }
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
            Clock.Set(set.BootNs, set.ToOffsetNs);
        }

        // Before the table: it may find out that this failure, or one before it, is a step of a PATH search.
        _view.Errnos.Count(e);
        _view.Processes.Apply(e);
        _view.Counters.Count(e, Clock.SteadyOf(e));
        if (e is ExitEvent exit)
        {
            _view.Exits.Count(exit);
        }

        return _view.Events.Add(e, ownsContext);
    }
}
