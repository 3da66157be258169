using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.History;

/// <summary>
/// The newest events, numbered without gaps. Bounded by its capacity and by <see cref="MemoryBudget"/>; the oldest are
/// evicted and their objects reused, so readers get copies, or ref structs that they cannot keep.
/// </summary>
public sealed class EventHistory
{
    /// <summary>Events read before the first of them is evicted: few enough to stay in the first-level cache, more than the CPU has misses in flight.</summary>
    private const int ReadAhead = 32;

    private readonly LifecycleEvent[] _ring;

    /// <summary>Events below this number have no long arguments left; events below the next one have none worth cutting.</summary>
    private long _longCutBefore;
    private long _shortCutBefore;
    private (Timestamp Time, long BootNs) _lastEvicted;

    /// <summary>The ring index of the next event: its number modulo the capacity.</summary>
    private int _next;

    internal EventHistory(int capacity)
    {
        _ring = new LifecycleEvent[Math.Max(1, capacity)];
        _next = 1 % _ring.Length;
    }

    /// <summary>The number of the next event.</summary>
    public long NextSeq { get; private set; } = 1;

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public long LastSeq => NextSeq - 1;

    /// <summary>The number of the oldest event held; <see cref="LastSeq"/> + 1 when none is held.</summary>
    public long FirstSeq { get; private set; } = 1;

    public int Count => (int)(NextSeq - FirstSeq);

    /// <summary>The time of the oldest event held, or of the last evicted one when none is held; null before the first eviction.</summary>
    public Timestamp? HeldSince => FirstSeq > 1 ? Held(FirstSeq)?.Time ?? _lastEvicted.Time : null;

    /// <summary>The same on CLOCK_BOOTTIME, which gives the age independently of the wall clock.</summary>
    public long? HeldSinceBootNs => FirstSeq > 1 ? Held(FirstSeq)?.BootNs ?? _lastEvicted.BootNs : null;

    /// <summary>Events whose arguments were cut to save memory.</summary>
    public long CutCount { get; private set; }

    /// <summary>Events evicted to save memory; others were evicted at the capacity.</summary>
    public long EvictedForMemory { get; internal set; }

    /// <summary>Memory of the events without their arguments.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Memory of their arguments.</summary>
    internal long ArgumentsBytes { get; private set; }

    /// <summary>The memory of the ring itself.</summary>
    internal long RingBytes => sizeof(long) * (long)_ring.Length;

    /// <summary>A copy of the event with this number; null when it was evicted or does not exist yet.</summary>
    public LifecycleEvent? this[long seq] => Held(seq) is { } e ? e with { } : null;

    /// <summary>The event with this number without a copy, for reading many in sequence.</summary>
    public bool TryHold(long seq, out HeldEvent held)
    {
        var e = Held(seq);
        held = e is null ? default : new HeldEvent(e);
        return e is not null;
    }

    /// <summary>Newest first, starting below <paramref name="beforeSeq"/>.</summary>
    public HeldEvents Backwards(long beforeSeq = long.MaxValue)
    {
        var last = Math.Min(beforeSeq, NextSeq) - 1;
        return new HeldEvents(_ring, last, last - FirstSeq + 1, -1);
    }

    /// <summary>Oldest first, starting after <paramref name="afterSeq"/>.</summary>
    public HeldEvents Forwards(long afterSeq = 0)
    {
        var first = Math.Max(afterSeq + 1, FirstSeq);
        return new HeldEvents(_ring, first, NextSeq - first, 1);
    }

    /// <summary>
    /// Evicts the oldest events to make room for this many. They are no longer in the CPU cache: evicted one by one, the CPU would
    /// wait for each. So a loop that does nothing else reads several first, whose cache misses then overlap.
    /// </summary>
    internal void MakeRoom(int count, EventPool? pool)
    {
        for (var over = Math.Min(Count + count - _ring.Length, Count); over > 0;)
        {
            var several = Math.Min(over, ReadAhead);
            Discount(several);
            for (var i = 0; i < several; i++)
            {
                pool?.Return(RemoveOldest());
            }

            over -= several;
        }
    }

    /// <summary>
    /// Takes an event in, and answers the one that had to go for it where no room was made: in a batch larger than the
    /// history, or because it was not known before that it is a change.
    /// </summary>
    internal LifecycleEvent? Add(LifecycleEvent e, bool ownsContext)
    {
        var evicted = Count == _ring.Length ? TakeOldest() : null;
        e.CountedBytes = EventSize.Of(e, ownsContext);
        Bytes += e.CountedBytes;
        if (e is ExecExitEvent exec)
        {
            ArgumentsBytes += exec.CountedArguments = exec.ArgumentSize;
        }

        _ring[_next] = e;
        _next = _next + 1 == _ring.Length ? 0 : _next + 1;
        NextSeq++;
        return evicted;
    }

    /// <summary>Evicts the oldest event. There must be one.</summary>
    internal void Evict(EventPool? pool)
    {
        var oldest = TakeOldest();
        pool?.Return(oldest);
    }

    /// <summary>Cuts the oldest arguments longer than this until this many bytes are free.</summary>
    internal void CutArguments(int longerThan, long bytes, EventPool? pool)
    {
        ref var cutBefore = ref (longerThan >= ArgumentBytes.LongBytes ? ref _longCutBefore : ref _shortCutBefore);
        cutBefore = Math.Max(cutBefore, FirstSeq);
        for (; cutBefore < NextSeq && bytes > 0; cutBefore++)
        {
            if (_ring[cutBefore % _ring.Length] is ExecExitEvent { CountedArguments: > 0 } exec && exec.ArgumentLength > longerThan)
            {
                var buffer = exec.CutArguments();
                ArgumentsBytes -= exec.CountedArguments;
                bytes -= exec.CountedArguments;
                exec.CountedArguments = 0;
                CutCount++;
                pool?.Return(buffer);
            }
        }
    }

    /// <summary>Marks the failed exec with this number as a step of a PATH search that continued.</summary>
    internal void MarkLookup(long seq)
    {
        if (Held(seq) is ExecExitEvent exec)
        {
            exec.Lookup = true;
        }
    }

    private int OldestIndex
    {
        get
        {
            var at = _next - Count;
            return at < 0 ? at + _ring.Length : at;
        }
    }

    private LifecycleEvent TakeOldest()
    {
        Discount(1);
        return RemoveOldest();
    }

    /// <summary>Subtracts the memory of this many oldest events, which are removed next.</summary>
    private void Discount(int count)
    {
        var (at, bytes, arguments) = (OldestIndex, 0L, 0L);
        LifecycleEvent last = null!;
        for (; count > 0; count--)
        {
            last = _ring[at];
            bytes += last.CountedBytes;
            arguments += last is ExecExitEvent exec ? exec.CountedArguments : 0;
            at = at + 1 == _ring.Length ? 0 : at + 1;
        }

        Bytes -= bytes;
        ArgumentsBytes -= arguments;
        _lastEvicted = (last.Time, last.BootNs);
    }

    private LifecycleEvent RemoveOldest()
    {
        ref var place = ref _ring[OldestIndex];
        var oldest = place;
        place = null!;
        FirstSeq++;
        return oldest;
    }

    private LifecycleEvent? Held(long seq) => seq >= FirstSeq && seq < NextSeq ? _ring[seq % _ring.Length] : null;
}
