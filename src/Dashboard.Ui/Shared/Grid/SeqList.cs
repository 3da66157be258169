using System.Runtime.InteropServices;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>Numbers of events, ascending. Grows at its end; what the history evicts leaves at its front.</summary>
public sealed class SeqList
{
    /// <summary>Bounded by what the history holds, and the evicted that are not dropped yet.</summary>
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

    /// <summary>How many are not greater than this one.</summary>
    public int CountUpTo(long seq)
    {
        var at = _seqs.BinarySearch(_first, Count, seq, null);
        return (at < 0 ? ~at : at + 1) - _first;
    }

    /// <summary>Drops what is below the first that is still held.</summary>
    public void Forget(long firstHeld)
    {
        while (_first < _seqs.Count && _seqs[_first] < firstHeld)
        {
            _first++;
        }

        // In one piece now and then, or each event would move the whole list.
        if (_first > 10_000)
        {
            _seqs.RemoveRange(0, _first);
            _first = 0;
        }
    }
}
