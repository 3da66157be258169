using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Ui.Shared.Grid;

namespace Dashboard.Ui.Events;

/// <summary>
/// Sequence numbers of the events in a list, oldest first. Updated incrementally, so that a list of 100,000 costs only
/// its new events; a changed filter needs a new index.
/// </summary>
/// <param name="raw">True: one row per event. False: the enter of an exec is part of the row of its exit.</param>
public sealed class EventIndex(Filter filter, bool raw, TimeRange range = default)
{
    private readonly SeqList _rows = new();

    /// <summary>Exec enters that belong to the row of their exit, seen or pending.</summary>
    private readonly SeqList _halves = new();

    /// <summary>Execs entered but not exited; bounded by the tasks that are in execve at the same time.</summary>
    private readonly Dictionary<(ProcessId Process, int Tid), long> _entered = [];

    private long _readTo;

    /// <summary>The range has moved since the rows before it were dropped.</summary>
    private bool _hasMoved;

    public Filter Filter => filter;

    public bool Raw => raw;

    public TimeRange Range { get; private set; } = range;

    public int Count => _rows.Count;

    /// <summary>Number of exec enters without a row of their own.</summary>
    public int HalfCount => _halves.Count;

    /// <summary>How often a row was inserted among others, not behind them.</summary>
    public int Insertions { get; private set; }

    /// <summary>Sequence numbers, oldest first. Valid until the next <see cref="Update"/>.</summary>
    public ReadOnlySpan<long> Seqs => _rows.Items;

    /// <summary>
    /// Moves the beginning of a range without an end, which keeps its rows: a range of the last minutes moves once a second.
    /// False when another range needs a new index.
    /// </summary>
    public bool MoveTo(TimeRange next)
    {
        if (next == Range)
        {
            return true;
        }

        if (Range is not { From: { } before, To: null } || next is not { From: { } after, To: null } || after.CompareTo(before) < 0)
        {
            return false;
        }

        (Range, _hasMoved) = (next, true);
        return true;
    }

    /// <summary>Adds the events since the last call; few after <see cref="CatchUp"/>.</summary>
    public void Update(StoreReader view) => Take(view, null);

    /// <summary>The same for one slice at most; true when more remains.</summary>
    public bool CatchUp(StoreReader view, QueryRun run) => Take(view, run);

    private bool Take(StoreReader view, QueryRun? run)
    {
        var matcher = new EventMatcher(filter, view, Range);
        var hasMore = false;
        foreach (var held in view.Events.Forwards(_readTo))
        {
            if (run?.Takes() == false)
            {
                hasMore = true;
                break;
            }

            var e = held.Event;
            _readTo = e.Seq;
            if (raw || !IsFirstHalf(e, view, matcher))
            {
                Add(e, matcher);
            }
        }

        _rows.Forget(view.Events.FirstSeq);
        _halves.Forget(view.Events.FirstSeq);
        if (_hasMoved && !hasMore)
        {
            _hasMoved = false;
            _rows.Forget(FirstInRange(view));
        }

        return hasMore;
    }

    /// <summary>The sequence number of the first row that is not before the range. Neighbours may be milliseconds out of order.</summary>
    private long FirstInRange(StoreReader view)
    {
        var seqs = _rows.Items;
        var (low, high) = (0, seqs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (view.Events.TryHold(seqs[middle], out var held) && Range.Contains(held.Event.Time))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low < seqs.Length ? seqs[low] : long.MaxValue;
    }

    /// <summary>Number of entries up to and including this sequence number.</summary>
    public int CountUpTo(long seq) => _rows.CountUpTo(seq);

    private bool IsFirstHalf(LifecycleEvent e, StoreReader view, EventMatcher matcher)
    {
        switch (e)
        {
            case ExecEnterEvent:
                _entered[(e.Process, e.Tid)] = e.Seq;
                _halves.Add(e.Seq);
                return true;
            case ExecExitEvent exec:
                _entered.Remove((e.Process, exec.OldTid ?? e.Tid));
                return false;
            case ExitEvent:
                KilledInExec(e.Process, view, matcher);
                return false;
            default:
                return false;
        }
    }

    /// <summary>A process killed within execve leaves no exit: its enter becomes the row.</summary>
    private void KilledInExec(ProcessId process, StoreReader view, EventMatcher matcher)
    {
        foreach (var (key, seq) in _entered.Where(p => p.Key.Process == process).ToList())
        {
            _entered.Remove(key);
            _halves.Remove(seq);
            if (view.Events.TryHold(seq, out var enter) && matcher.Matches(enter.Event))
            {
                _rows.Add(seq);
                Insertions++;
            }
        }
    }

    private void Add(LifecycleEvent e, EventMatcher matcher)
    {
        if (matcher.Matches(e))
        {
            _rows.Add(e.Seq);
        }
    }
}
