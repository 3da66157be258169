using System.Runtime.InteropServices;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>Sequence numbers of events, ascending. Appended at the end; evicted ones are dropped at the front.</summary>
public sealed class SeqList
{
    /// <summary>Bounded by the held events plus the evicted ones not dropped yet.</summary>
    private readonly List<long> _seqs = [];
    private int _first;

    public int Count => _seqs.Count - _first;

    /// <summary>Valid until the list changes.</summary>
    public ReadOnlySpan<long> Items => CollectionsMarshal.AsSpan(_seqs)[_first..];

    public void Add(long seq)
    {
        if (Count == 0 || _seqs[^1] < seq)
        {
            _seqs.Add(seq);
        }
        else if (_seqs.BinarySearch(_first, Count, seq, null) is < 0 and var at)
        {
            _seqs.Insert(~at, seq);
        }
    }

    public void Remove(long seq)
    {
        if (_seqs.BinarySearch(_first, Count, seq, null) is >= 0 and var at)
        {
            _seqs.RemoveAt(at);
        }
    }

    /// <summary>Number of items up to and including this one.</summary>
    public int CountUpTo(long seq)
    {
        var at = _seqs.BinarySearch(_first, Count, seq, null);
        return (at < 0 ? ~at : at + 1) - _first;
    }

    /// <summary>Drops all numbers below the first held one.</summary>
    public void Forget(long firstHeld)
    {
        while (_first < _seqs.Count && _seqs[_first] < firstHeld)
        {
            _first++;
        }

        // Compact in batches; removing one at a time would move the whole list for each event.
        if (_first > 10_000)
        {
            _seqs.RemoveRange(0, _first);
            _first = 0;
        }
    }
}
