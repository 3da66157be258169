using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>What is given up, and told, when memory runs out.</summary>
public sealed partial class LifecycleStore
{
    /// <summary>What is missing of batches for want of memory, and was not told yet; null when all was.</summary>
    private (long Count, Timestamp? From, Timestamp To, long BootNs)? _missing;

    /// <summary>
    /// The last setting of the clock in what is missing, told with it: all later events bear the new time. Those before it
    /// name the time of nothing that is held, and are counted with what is missing.
    /// </summary>
    private ClockEvent? _missingSet;

    /// <summary>Of the batch that is being applied: so many were taken in, or need not be.</summary>
    private int _taken;

    /// <summary>How often memory ran out, and older events were given up. For the one writer.</summary>
    public int TimesGivenUp { get; private set; }

    /// <summary>For a test: called before a loss is told, to fail there as memory that runs out does.</summary>
    internal Action? BeforeTelling { get; set; }

    /// <summary>
    /// Counts as lost, for want of memory, what never came here, or went before it was read. For the one writer. Does not
    /// fail: where there is no memory to tell it, the next batch does.
    /// </summary>
    /// <param name="from">The last moment that is known to be whole; null when there is none.</param>
    public void Lose(long count, Timestamp? from)
    {
        lock (_lock)
        {
            if (count > 0)
            {
                NoteMissing(count, from, Clock.Now, Clock.NowBootNs);
            }

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

    /// <summary>Notes a batch, or the end of one, that is not going to be applied. The next batch tells it, or <see cref="Lose"/>.</summary>
    /// <param name="first">The place of the first event that is missing.</param>
    /// <param name="from">As there.</param>
    public void NoteLost(IReadOnlyList<LifecycleEvent> batch, int first, Timestamp? from)
    {
        lock (_lock)
        {
            NoteMissing(SpanOf(batch)[first..], from);
        }
    }

    /// <summary>Something is missing and was not told yet.</summary>
    public bool HasUntoldLoss
    {
        get
        {
            lock (_lock)
            {
                return _missing is not null || _missingSet is not null;
            }
        }
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
        table.EvictedLiveCount = old.EvictedLiveCount;
        (table.CutCount, table.HasIncompleteArguments) = (old.CutCount, old.HasIncompleteArguments);
        table.FirstSnapshotNs = old.FirstSnapshotNs;
        (_view, _spare) = (fresh, null);
    }

    /// <summary>
    /// Takes no memory. What a live kernel said of a process's user and groups counts although it may have changed nothing:
    /// nobody compares it any more.
    /// </summary>
    private void NoteMissing(ReadOnlySpan<LifecycleEvent> events, Timestamp? from)
    {
        var count = 0;
        foreach (var e in events)
        {
            count += e.IsPublished ? 1 : 0;
            if (e is ClockEvent set)
            {
                // It is told, and the one that was to be told is not.
                count -= _missingSet is null ? 1 : 0;
                _missingSet = set;
            }
        }

        if (count > 0)
        {
            NoteMissing(count, from, events[^1].Time, events[^1].BootNs);
        }
    }

    private void NoteMissing(long count, Timestamp? from, Timestamp to, long bootNs)
    {
        // By a clock that was set back since: then no moment is known.
        from = from?.UnixNs > to.UnixNs ? null : from;
        _missing = _missing is { } earlier ? (earlier.Count + count, earlier.From, to, bootNs) : (count, from, to, bootNs);
    }

    /// <summary>
    /// Where there is no memory for that either, the next batch tells it. Each of the two is told whole or not at all. The
    /// table of processes has no part in it.
    /// </summary>
    private void TellMissing()
    {
        if (_missing is null && _missingSet is null)
        {
            return;
        }

        BeforeTelling?.Invoke();
        if (_missingSet is { } set)
        {
            // Takes memory, and changes nothing when there is none. After the clock all else bears the new time.
            Clock.Follow(set);
            Tell(set);
            _missingSet = null;
        }

        if (_missing is { } missing)
        {
            Tell(new LostEvent
            {
                Time = missing.To, BootNs = missing.BootNs, Count = missing.Count, Cause = LostEvent.OutOfMemory, From = missing.From, To = missing.To,
            });
            _missing = null;
        }
    }

    /// <summary>Its first step may take memory, and changes nothing when there is none.</summary>
    private void Tell(LifecycleEvent e)
    {
        _view.Counters.Count(e, Clock.SteadyOf(e));
        e.Seq = _view.Events.NextSeq;
        _view.Events.Add(e, ownsContext: false);
        Clock.Advance(e.BootNs);
    }
}
