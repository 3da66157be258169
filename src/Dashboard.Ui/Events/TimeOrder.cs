using Dashboard.Core.History;

namespace Dashboard.Ui.Events;

/// <summary>
/// The rows of an <see cref="EventIndex"/> in the order of their times. The stream is in the order in which the events arrived: a reap has the time
/// of its wait and arrives with the release, 10 to 200 ms later, and two CPUs are some microseconds apart.
/// </summary>
/// <remarks>Grows with the list, up to the row at which a paused or frozen one ends; evicted events are dropped.</remarks>
public sealed class TimeOrder(EventIndex index)
{
    /// <summary>By time, then by number. Bounded by the held events plus the evicted ones not dropped yet.</summary>
    private readonly List<long> _seqs = [];
    private int _first;
    private long _lastBootNs;
    private long _takenTo;
    private int _insertions;

    public EventIndex Index => index;

    public int Count => _seqs.Count - _first;

    /// <summary>The sequence number at a place counted back from the newest.</summary>
    public long FromNewest(int place) => _seqs[_seqs.Count - 1 - place];

    /// <summary>The place of an event counted back from the newest; of one that is not in the list, that of the next older.</summary>
    public int PlaceOf(StoreReader view, long seq) => _seqs.Count - Above(view, (TimeOf(view, seq), seq));

    /// <summary>Takes the rows up to a number; null for all. Inside LifecycleStore.Read, after the index was updated.</summary>
    public void Update(StoreReader view, long? limit)
    {
        var to = limit ?? long.MaxValue;
        if (to < _takenTo || index.Insertions != _insertions)
        {
            // A view that was paused at an earlier row than it shows, or an enter that became a row late.
            (_first, _takenTo, _insertions) = (0, 0, index.Insertions);
            _seqs.Clear();
        }

        Forget();
        var rows = index.Seqs[index.CountUpTo(_takenTo)..];
        foreach (var seq in rows)
        {
            if (seq > to)
            {
                break;
            }

            Add(view, seq);
            _takenTo = seq;
        }
    }

    private void Add(StoreReader view, long seq)
    {
        var own = (TimeOf(view, seq), seq);
        if (Count == 0 || (_lastBootNs, _seqs[^1]).CompareTo(own) < 0)
        {
            _seqs.Add(seq);
            _lastBootNs = own.Item1;
        }
        else
        {
            _seqs.Insert(Above(view, own), seq);
        }
    }

    /// <summary>The index of the first entry that is later than a moment.</summary>
    private int Above(StoreReader view, (long BootNs, long Seq) moment)
    {
        var (low, high) = (_first, _seqs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = (TimeOf(view, _seqs[middle]), _seqs[middle]).CompareTo(moment) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Drops what the index has dropped: the lowest numbers, which are the oldest times but for a few.</summary>
    private void Forget()
    {
        var held = Math.Min(Count, index.CountUpTo(_takenTo));
        var first = held == 0 ? long.MaxValue : index.Seqs[0];
        var left = Count - held;
        var kept = new List<long>();
        var at = _first;
        for (; left > 0 && at < _seqs.Count; at++)
        {
            if (_seqs[at] < first)
            {
                left--;
            }
            else
            {
                kept.Add(_seqs[at]);
            }
        }

        _first = at - kept.Count;
        kept.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_seqs)[_first..]);

        // Compact in batches; removing one at a time would move the whole list for each event.
        if (_first > 10_000)
        {
            _seqs.RemoveRange(0, _first);
            _first = 0;
        }
    }

    /// <summary>An evicted event is older than all that are held.</summary>
    private static long TimeOf(StoreReader view, long seq) => view.Events.TryHold(seq, out var held) ? held.Event.BootNs : long.MinValue;
}
