using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.History;

/// <summary>What is dropped, and reported, when memory runs out.</summary>
public sealed partial class LifecycleStore
{
    /// <summary>Events lost to a lack of memory and not reported yet; null when all were reported.</summary>
    private (long Count, Timestamp? From, Timestamp To, long BootNs)? _missing;

    /// <summary>
    /// The last setting of the clock among the lost events, reported with the loss: all later events have the new time.
    /// Earlier settings concern no event that is held, and are counted as lost.
    /// </summary>
    private ClockEvent? _missingSet;

    /// <summary>Events of the current batch that were applied, or need not be.</summary>
    private int _taken;

    /// <summary>How often memory ran out and older events were dropped. For the single writer.</summary>
    public int TimesGivenUp { get; private set; }

    /// <summary>For tests: called before a loss is reported, to fail there as an allocation would.</summary>
    internal Action? BeforeReportingLoss { get; set; }

    /// <summary>
    /// Counts events as lost that could not be allocated or were dropped before they were applied. For the single writer. Does
    /// not fail: if there is no memory to report it now, the next batch does.
    /// </summary>
    /// <param name="from">The last moment up to which the stream is complete; null when there is none.</param>
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

    /// <summary>Counts a batch, or the rest of one, that will not be applied. Reported by the next batch or <see cref="Lose"/>.</summary>
    /// <param name="first">Index of the first lost event.</param>
    /// <param name="from">As in <see cref="Lose"/>.</param>
    public void NoteLost(IReadOnlyList<LifecycleEvent> batch, int first, Timestamp? from)
    {
        lock (_lock)
        {
            NoteMissing(SpanOf(batch)[first..], from);
        }
    }

    /// <summary>True while a loss is not reported yet.</summary>
    public bool HasUnreportedLoss
    {
        get
        {
            lock (_lock)
            {
                return _missing is not null || _missingSet is not null;
            }
        }
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
        table.EvictedLiveCount = old.EvictedLiveCount;
        (table.CutCount, table.HasIncompleteArguments) = (old.CutCount, old.HasIncompleteArguments);
        table.FirstSnapshotNs = old.FirstSnapshotNs;
        (_view, _spare) = (fresh, null);
    }

    /// <summary>
    /// Allocates nothing. A record of credentials counts as lost although it may have changed nothing: it can no longer be
    /// compared.
    /// </summary>
    private void NoteMissing(ReadOnlySpan<LifecycleEvent> events, Timestamp? from)
    {
        var count = 0;
        foreach (var e in events)
        {
            count += e.IsPublished ? 1 : 0;
            if (e is ClockEvent set)
            {
                // This setting is reported, and replaces an earlier one, which is counted as lost.
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
        // The clock was set back since: then the beginning is not known.
        from = from?.UnixNs > to.UnixNs ? null : from;
        _missing = _missing is { } earlier ? (earlier.Count + count, earlier.From, to, bootNs) : (count, from, to, bootNs);
    }

    /// <summary>
    /// Reports the loss, or leaves it to the next batch when there is no memory. Each of the two events is reported completely or
    /// not at all. It does not concern the process table.
    /// </summary>
    private void ReportMissing()
    {
        if (_missing is null && _missingSet is null)
        {
            return;
        }

        BeforeReportingLoss?.Invoke();
        if (_missingSet is { } set)
        {
            // May fail to allocate, and then changes nothing. The clock comes first: all later events have the new time.
            Clock.Set(set.BootNs, set.ToOffsetNs);
            Append(set);
            _missingSet = null;
        }

        if (_missing is { } missing)
        {
            Append(new LostEvent
            {
                Time = missing.To, BootNs = missing.BootNs, Count = missing.Count, Cause = LostEvent.OutOfMemory, From = missing.From, To = missing.To,
            });
            _missing = null;
        }
    }

    /// <summary>Only its first step may fail to allocate, and then nothing has changed.</summary>
    private void Append(LifecycleEvent e)
    {
        _view.Counters.Count(e, Clock.SteadyOf(e));
        e.Seq = _view.Events.NextSeq;
        _view.Events.Add(e, ownsContext: false);
        Clock.Advance(e.BootNs);
    }
}
