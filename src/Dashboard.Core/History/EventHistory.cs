using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>The newest events, numbered without holes. Bounded by its capacity; the oldest are evicted.</summary>
public sealed class EventHistory
{
    private readonly LifecycleEvent[] _ring;

    internal EventHistory(int capacity) => _ring = new LifecycleEvent[Math.Max(1, capacity)];

    /// <summary>The number that the next event gets.</summary>
    public long NextSeq { get; private set; } = 1;

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public long LastSeq => NextSeq - 1;

    /// <summary>The number of the oldest event that is still held; one more than <see cref="LastSeq"/> when none is.</summary>
    public long FirstSeq => Math.Max(1, NextSeq - _ring.Length);

    public int Count => (int)(NextSeq - FirstSeq);

    /// <summary>The event with this number, or null when it is evicted or not there yet.</summary>
    public LifecycleEvent? this[long seq] => seq >= FirstSeq && seq < NextSeq ? _ring[seq % _ring.Length] : null;

    /// <summary>Newest first, beginning below <paramref name="beforeSeq"/>.</summary>
    public IEnumerable<LifecycleEvent> Backwards(long beforeSeq = long.MaxValue)
    {
        for (var seq = Math.Min(beforeSeq, NextSeq) - 1; seq >= FirstSeq; seq--)
        {
            yield return _ring[seq % _ring.Length];
        }
    }

    /// <summary>Oldest first, beginning after <paramref name="afterSeq"/>.</summary>
    public IEnumerable<LifecycleEvent> Forwards(long afterSeq = 0)
    {
        for (var seq = Math.Max(afterSeq + 1, FirstSeq); seq < NextSeq; seq++)
        {
            yield return _ring[seq % _ring.Length];
        }
    }

    /// <summary>A failed exec proves to have been a step of a PATH search that went on.</summary>
    internal void MarkLookup(long seq)
    {
        if (this[seq] is ExecExitEvent exec)
        {
            exec.Lookup = true;
        }
    }

    internal void Add(LifecycleEvent e)
    {
        _ring[NextSeq % _ring.Length] = e;
        NextSeq++;
    }
}
