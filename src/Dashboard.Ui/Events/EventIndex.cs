using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Ui.Shared.Grid;

namespace Dashboard.Ui.Events;

/// <summary>
/// Which events a list has, by number, oldest first. Grows by what is new since the last look, so that a list of
/// 100,000 costs as much as its news; made anew when the filter changes.
/// </summary>
/// <param name="raw">Every event for itself; else the enter of an exec is part of the row of its end.</param>
public sealed class EventIndex(Filter filter, bool raw, TimeRange range = default)
{
    private readonly SeqList _rows = new();

    /// <summary>Enters that are part of another row, or will be.</summary>
    private readonly SeqList _halves = new();

    /// <summary>Execs that were entered and have not ended: bounded by the tasks that are in execve at one moment.</summary>
    private readonly Dictionary<(ProcessId Process, int Tid), long> _entered = [];

    private long _lookedAt;

    public Filter Filter => filter;

    public bool Raw => raw;

    public TimeRange Range => range;

    public int Count => _rows.Count;

    /// <summary>Events that are no row because their exec is one.</summary>
    public int HalfCount => _halves.Count;

    /// <summary>The numbers of the list, oldest first. Valid until the next <see cref="Update"/>.</summary>
    public ReadOnlySpan<long> Seqs => _rows.Items;

    /// <summary>Takes in what has come since the last call: after <see cref="CatchUp"/> only little.</summary>
    public void Update(StoreView view) => Take(view, null);

    /// <summary>The same of a slice at most; true when there is more.</summary>
    public bool CatchUp(StoreView view, QueryRun run) => Take(view, run);

    private bool Take(StoreView view, QueryRun? run)
    {
        var subject = new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
        var hasMore = false;
        foreach (var held in view.Events.Forwards(_lookedAt))
        {
            if (run?.Takes() == false)
            {
                hasMore = true;
                break;
            }

            var e = held.Event;
            _lookedAt = e.Seq;
            if (raw || !IsFirstHalf(e, view, subject))
            {
                Add(e, subject);
            }
        }

        _rows.Forget(view.Events.FirstSeq);
        _halves.Forget(view.Events.FirstSeq);
        return hasMore;
    }

    /// <summary>How many of the list have a number up to this one.</summary>
    public int CountUpTo(long seq) => _rows.CountUpTo(seq);

    /// <summary>The number at a place counted from the newest of the first <paramref name="count"/>.</summary>
    public long FromNewest(int place, int count) => _rows.Items[count - 1 - place];

    private bool IsFirstHalf(LifecycleEvent e, StoreView view, EventFilterSubject subject)
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
                KilledHalfWay(e.Process, view, subject);
                return false;
            default:
                return false;
        }
    }

    /// <summary>An exec that was entered by a process which then died never ends: its enter is all there is of it.</summary>
    private void KilledHalfWay(ProcessId process, StoreView view, EventFilterSubject subject)
    {
        foreach (var (key, seq) in _entered.Where(p => p.Key.Process == process).ToList())
        {
            _entered.Remove(key);
            _halves.Remove(seq);
            if (view.Events.TryHold(seq, out var enter) && IsWanted(enter.Event, subject))
            {
                _rows.Add(seq);
            }
        }
    }

    private void Add(LifecycleEvent e, EventFilterSubject subject)
    {
        if (IsWanted(e, subject))
        {
            _rows.Add(e.Seq);
        }
    }

    private bool IsWanted(LifecycleEvent e, EventFilterSubject subject)
        => range.Contains(e.Time) && (filter.IsEverything || filter.Matches(subject.At(e)));
}
