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
public sealed partial class LifecycleStore
{
    private readonly Lock _lock = new();
    private readonly CaptureLimits _limits;
    private readonly int? _gatePid;
    private readonly SecretBreakdown _secrets = new();
    private StoreReader _view;

    /// <summary>Replaces <see cref="_view"/> when memory runs out within an event; allocated in advance, because it could not be allocated then.</summary>
    private StoreReader? _spare;

    private long _version;
    private volatile bool _allHaveEnded;

    /// <param name="gatePid">The command of `dashboard run`: its life is counted from its release.</param>
    public LifecycleStore(CaptureClock clock, CaptureLimits? limits = null, int? gatePid = null)
    {
        _gatePid = gatePid;
        _limits = limits ?? new CaptureLimits();
        Clock = clock;
        _view = NewView(new EventHistory(_limits.Events), new ErrnoBreakdown { Clock = clock }, new EventCounters(), new ExitBreakdown { Clock = clock }, new ExitDigest());
    }

    /// <summary>Raised after each batch, on the writer's thread: handlers only note the change, and query later.</summary>
    public event Action? Changed;

    public CaptureClock Clock { get; }

    /// <summary>What <see cref="Statistics.Recent.RecentSource"/> keeps.</summary>
    internal ViewMemory Views { get; } = new();

    /// <summary>Incremented with each batch; an equal version means nothing to redraw.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Something was captured, and no process of it runs any more. As of the last batch; reading it takes no lock.</summary>
    public bool AllHaveEnded => _allHaveEnded;

    /// <summary>Runs a query. Keep it to one page, and return copies: records and events change once it has returned.</summary>
    public T Read<T>(Func<StoreReader, T> query)
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

        var events = SpanOf(batch);
        lock (_lock)
        {
            var hasBegun = false;
            _taken = 0;
            try
            {
                // Before the first event: if this allocation fails, the table is unchanged.
                _spare ??= NewView(_view.Events, _view.Errnos, _view.Counters, _view.FailedExits, _view.Exits);
                ReportMissing();
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
                    ReplaceTable();
                }

                ReportMissing();
                throw;
            }
            finally
            {
                _allHaveEnded = _view.Processes.LiveCount == 0 && _view.Events.LastSeq > 0;
                Interlocked.Increment(ref _version);
            }
        }

        Changed?.Invoke();
    }

    private StoreReader NewView(EventHistory events, ErrnoBreakdown errnos, EventCounters counters, ExitBreakdown failedExits, ExitDigest exits)
    {
        var processes = new ProcessTable(Clock, _limits.ExitedProcesses, LookupFound, _limits.UnpackedExited, _limits.LiveProcesses) { GatePid = _gatePid };
        return new StoreReader(Clock, processes, events, errnos, counters, failedExits, exits)
        {
            Secrets = _secrets,
            Budget = new MemoryBudget(_limits.MemoryBytes, events, processes, errnos, failedExits, Views),
        };

        void LookupFound(OpenLookup step)
        {
            errnos.MoveToLookups(step);
            counters.MoveToLookups(Clock.WasSet ? Clock.ToSteady(step.BootNs) : step.Time);
            events.MarkLookup(step.Seq);
        }
    }

    private void ApplyAll(ReadOnlySpan<LifecycleEvent> events, long firstSeq, EventPool? pool)
    {
        _view.Events.MakeRoom(Certain(events), pool);
        var ownContexts = pool is null;
        _view.Processes.OwnContexts = ownContexts;
        var (budget, untilCheck) = (_view.Budget, MemoryBudget.CheckEvery);
        var max = Math.Max(budget.Used, budget.Limit) + MemoryBudget.MaxOverrun;
        foreach (var e in events)
        {
            var spare = ApplyOne(e, ownContexts);
            _taken++;
            if (spare is not null)
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
            _view.Secrets.Count(e, _view.Processes);
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
        if (e is ExecExitEvent)
        {
            _view.Secrets.Count(e, _view.Processes);
        }
        else if (e is ExitEvent exit)
        {
            _view.Exits.Count(exit);
            _view.FailedExits.Count(exit, _view.Processes);
        }

        return _view.Events.Add(e, ownsContext);
    }
}
