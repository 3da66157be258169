using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>
/// The newest events, numbered without holes. Bounded by its capacity; the oldest are evicted, and their objects used
/// again, so readers get copies or ref structs that they cannot keep.
/// </summary>
public sealed class EventHistory
{
    private readonly LifecycleEvent[] _ring;

    /// <summary>Where the next event goes: its number modulo the capacity.</summary>
    private int _next;

    internal EventHistory(int capacity)
    {
        _ring = new LifecycleEvent[Math.Max(1, capacity)];
        _next = 1 % _ring.Length;
    }

    /// <summary>The number that the next event gets.</summary>
    public long NextSeq { get; private set; } = 1;

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public long LastSeq => NextSeq - 1;

    /// <summary>The number of the oldest event that is still held; one more than <see cref="LastSeq"/> when none is.</summary>
    public long FirstSeq => Math.Max(1, NextSeq - _ring.Length);

    public int Count => (int)(NextSeq - FirstSeq);

    /// <summary>A copy of the event with this number, or null when it is evicted or not there yet.</summary>
    public LifecycleEvent? this[long seq] => Held(seq) is { } e ? e with { } : null;

    /// <summary>The event with this number where it is held: for many, one after the other, without a copy of each.</summary>
    public bool TryHold(long seq, out HeldEvent held)
    {
        var e = Held(seq);
        held = e is null ? default : new HeldEvent(e);
        return e is not null;
    }

    /// <summary>Newest first, beginning below <paramref name="beforeSeq"/>.</summary>
    public HeldEvents Backwards(long beforeSeq = long.MaxValue)
    {
        var last = Math.Min(beforeSeq, NextSeq) - 1;
        return new HeldEvents(_ring, last, last - FirstSeq + 1, -1);
    }

    /// <summary>Oldest first, beginning after <paramref name="afterSeq"/>.</summary>
    public HeldEvents Forwards(long afterSeq = 0)
    {
        var first = Math.Max(afterSeq + 1, FirstSeq);
        return new HeldEvents(_ring, first, NextSeq - first, 1);
    }

    /// <summary>
    /// Lets the oldest go for so many that come. All at once, because the oldest have not been touched for long: one after
    /// the other, between other work, the processor would wait for each; in a row it fetches several at a time.
    /// </summary>
    internal void MakeRoom(int count, EventPool? pool)
    {
        var at = _next;
        for (var i = Math.Min(count, _ring.Length); i > 0; i--)
        {
            if (_ring[at] is { } oldest)
            {
                pool?.Return(oldest);
                _ring[at] = null!;
            }

            at = at + 1 == _ring.Length ? 0 : at + 1;
        }
    }

    /// <summary>Takes an event in, and answers the one that had to go for it where no room was made: in a batch larger than the history.</summary>
    internal LifecycleEvent? Add(LifecycleEvent e)
    {
        var evicted = _ring[_next];
        _ring[_next] = e;
        _next = _next + 1 == _ring.Length ? 0 : _next + 1;
        NextSeq++;
        return evicted;
    }

    /// <summary>The failed exec with this number was a step of a PATH search which went on.</summary>
    internal void MarkLookup(long seq)
    {
        if (Held(seq) is ExecExitEvent exec)
        {
            exec.Lookup = true;
        }
    }

    private LifecycleEvent? Held(long seq) => seq >= FirstSeq && seq < NextSeq ? _ring[seq % _ring.Length] : null;
}
