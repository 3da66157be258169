namespace Dashboard.Core.Processes;

/// <summary>
/// The ended processes, oldest first, in the order in which their ends became known. Bounded by the table's limit. Holds the latest
/// exit of each stretch, so that the exits of the last seconds are found without visiting all: inferred ends, and events of other
/// CPUs, arrive slightly out of order.
/// </summary>
internal sealed class ExitedProcesses(int limit)
{
    private const int StretchBits = 6;
    private ProcessRecord?[] _ring = new ProcessRecord?[(int)Math.Min(limit + 1L, 64)];
    private long[] _latest = [0];
    private int _head;

    public int Count { get; private set; }

    public bool IsFull => Count > limit;

    /// <summary>The number removed so far: index i has the permanent number Taken + i.</summary>
    public long Taken { get; private set; }

    public ProcessRecord this[int index] => _ring[At(index)]!;

    public void Add(ProcessRecord record)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        var at = At(Count++);
        _ring[at] = record;
        Note(at, record);
    }

    public ProcessRecord TakeOldest()
    {
        var record = _ring[_head]!;
        _ring[_head] = null;
        _head = At(1);
        Count--;
        Taken++;
        return record;
    }

    /// <summary>Updates the moment of a process's end.</summary>
    public void Change(ProcessRecord record)
    {
        // Rare, only after a loss; usually the inferred end was later, so the mark remains correct.
        var at = Array.IndexOf(_ring, record);
        if (at >= 0)
        {
            Note(at, record);
        }
    }

    /// <summary>Adds the processes that ended at or after this moment, in no order.</summary>
    public void CollectSince(long bootNs, List<ProcessRecord> found)
    {
        for (var stretch = 0; stretch < _latest.Length; stretch++)
        {
            // A mark may come from a process evicted since; that costs only an unnecessary scan.
            if (_latest[stretch] < bootNs)
            {
                continue;
            }

            var end = Math.Min(_ring.Length, (stretch + 1) << StretchBits);
            for (var at = stretch << StretchBits; at < end; at++)
            {
                if (_ring[at] is { } record && record.ExitBootNs >= bootNs)
                {
                    found.Add(record);
                }
            }
        }
    }

    private int At(int index)
    {
        var at = _head + index;
        return at >= _ring.Length ? at - _ring.Length : at;
    }

    private void Note(int at, ProcessRecord record)
    {
        ref var latest = ref _latest[at >> StretchBits];
        latest = Math.Max(latest, record.ExitBootNs);
    }

    private void Grow()
    {
        // Usually one more than the limit; a census may end many processes at once.
        var ring = new ProcessRecord?[_ring.Length > limit ? _ring.Length * 2 : (int)Math.Min(limit + 1L, _ring.Length * 2L)];
        for (var i = 0; i < Count; i++)
        {
            ring[i] = this[i];
        }

        _latest = new long[(ring.Length >> StretchBits) + 1];
        Array.Fill(_latest, long.MinValue);
        (_ring, _head) = (ring, 0);
        for (var i = 0; i < Count; i++)
        {
            Note(i, ring[i]!);
        }
    }
}
