using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.History;

/// <summary>
/// All data of a capture. One writer (the server's ingest) applies batches; any number of readers query it inside
/// <see cref="Read{T}"/>.
/// </summary>
/// <remarks>
/// One lock guards everything: the writer holds it for one batch, a reader for one page. Meanwhile batches wait in the feed's
/// own bounded buffer, so a slow page costs latency, not events.
/// </remarks>
public sealed class LifecycleStore
{
    private readonly Lock _lock = new();
    private readonly CaptureLimits _limits;
    private StoreView _view;

    /// <summary>Replaces <see cref="_view"/> when memory runs out within an event; allocated in advance, because it could not be allocated then.</summary>
    private StoreView? _spare;

    /// <summary>Events lost to a lack of memory and not reported yet; null when all were reported.</summary>
    private (long Count, Timestamp? From, Timestamp To, long BootNs)? _missing;
    private long _version;

    public LifecycleStore(CaptureClock clock, CaptureLimits? limits = null)
    {
        _limits = limits ?? new CaptureLimits();
        Clock = clock;
        _view = NewView(new EventHistory(_limits.Events), new ErrnoBreakdown { Clock = clock }, new EventCounters(), new ExitDigest());
    }

    /// <summary>Raised after each batch, on the writer's thread: handlers only note the change, and query later.</summary>
    public event Action? Changed;

    public CaptureClock Clock { get; }

    /// <summary>Incremented with each batch; an equal version means nothing to redraw.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>How often memory ran out and older events were dropped. For the single writer.</summary>
    public int TimesGivenUp { get; private set; }

    /// <summary>For tests: called before a loss is reported, to fail there as an allocation would.</summary>
    internal Action? BeforeReportingLoss { get; set; }

    /// <summary>Runs a query. Limit it to one page, and return copies: records and events may change afterwards.</summary>
    public T Read<T>(Func<StoreView, T> query)
    {
        lock (_lock)
        {
            return query(_view);
        }
    }

    /// <summary>Applies and numbers events in order. For the single writer; an empty batch changes nothing.</summary>
    /// <param name="batch">The store keeps the events; the caller may reuse the list.</param>
    /// <param name="pool">The pool of the events, to which they return; null when events are not pooled.</param>
    /// <exception cref="OutOfMemoryException">
    /// The part of the batch that was not applied is counted as lost. The process table may be empty then: the feed must
    /// send its snapshot again.
    /// </exception>
    public void Apply(IReadOnlyList<LifecycleEvent> batch, EventPool? pool = null)
    {
        if (batch.Count == 0)
        {
            return;
        }

        // The types that feeds pass; through the interface, each element would cost a virtual call.
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
                // Before the first event: if this allocation fails, the table is unchanged.
                _spare ??= NewView(_view.Events, _view.Errnos, _view.Counters, _view.Exits);
                ReportMissing();
                (firstSeq, hasBegun) = (_view.Events.NextSeq, true);
                ApplyAll(events, firstSeq, pool);
            }
            catch (OutOfMemoryException)
            {
                // Only the last step here allocates, a few hundred bytes, after half of the events have been freed.
                GiveUp(pool);
                NoteMissing(events, firstSeq);
                if (hasBegun)
                {
                    ReplaceTable();
                }

                ReportMissing();
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
    /// Counts events as lost that could not be allocated or were dropped before they were applied. For the single writer. Does not
    /// fail: if there is no memory to report it now, the next batch does.
    /// </summary>
    /// <param name="from">The last moment up to which the stream is complete; null when there is none.</param>
    public void Lose(long count, Timestamp? from)
    {
        lock (_lock)
        {
            NoteMissing(count, from, Clock.Now, Clock.NowBootNs);
            try
            {
                ReportMissing();
            }
            catch (OutOfMemoryException)
            {
                // Reported with the next batch.
            }

            Interlocked.Increment(ref _version);
        }

        Changed?.Invoke();
    }

    /// <summary>Frees memory after an allocation failed: drops the older half of the events, and the pool's spare objects. For the single writer.</summary>
    public void GiveUp(EventPool? pool)
    {
        lock (_lock)
        {
            // Allocates nothing.
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
        var (budget, untilCheck) = (_view.Budget, MemoryBudget.CheckEvery);
        var max = Math.Max(budget.Used, budget.Limit) + MemoryBudget.MaxOverrun;
        foreach (var e in events)
        {
            if (ApplyOne(e, ownContexts) is { } spare)
            {
                pool?.Return(spare);
            }

            if (--untilCheck == 0)
            {
                untilCheck = MemoryBudget.CheckEvery;
                if (budget.Used > max)
                {
                    budget.Keep(pool, firstSeq);
                    max = Math.Max(budget.Used, budget.Limit) + MemoryBudget.MaxOverrun;
                }
            }
        }

        budget.Keep(pool, firstSeq);
    }

    /// <summary>
    /// Replaces the table after an event was applied halfway. History and counts are updated in single steps and stay valid. The
    /// table's lists reference each other, and would be inconsistent, so it starts empty.
    /// </summary>
    private void ReplaceTable()
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
    /// Reports the loss, or leaves it to the next batch when there is no memory. Only the first two steps allocate, and they have no
    /// effect if that fails, so it is reported completely or not at all. It does not concern the process table.
    /// </summary>
    private void ReportMissing()
    {
        if (_missing is { } missing)
        {
            BeforeReportingLoss?.Invoke();
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

    /// <summary>Returns the event that is no longer used: the one that the history evicted for it, or itself.</summary>
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

        // Before the table, which may find that this failure, or an earlier one, is a step of a PATH search.
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
