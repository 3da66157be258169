using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>Exact counts since capture began, and counts per second for the rate chip and the volume strip.</summary>
public sealed class EventCounters
{
    /// <summary>Maximum length of <see cref="Recent"/>: the last ten minutes.</summary>
    public const int Seconds = 600;

    private const int MaxCauses = 64;
    private const string OtherCause = "other";

    private readonly long[] _byKind = new long[EventKinds.Published.Count];
    private readonly Queue<RateSecond> _recent = new(Seconds);
    private RateSecond? _current;

    /// <summary>A copy of the event counts by kind; contains every published kind.</summary>
    public IReadOnlyDictionary<EventKind, long> ByKind => EventKinds.Published.ToDictionary(kind => kind, kind => _byKind[(int)kind]);

    /// <summary>Estimates the kernel's pid allocation.</summary>
    public PidCounter Pids { get; } = new();

    /// <summary>Lost events by cause, as reported in the stream.</summary>
    public IReadOnlyDictionary<string, long> LostByCause => _lostByCause;

    private readonly Dictionary<string, long> _lostByCause = [];

    /// <summary>Seconds with events, oldest first; bounded by <see cref="Seconds"/>.</summary>
    public IEnumerable<RateSecond> Recent => _current is null ? _recent : _recent.Append(_current);

    /// <summary>Events per second, over the complete seconds among the last <paramref name="seconds"/>.</summary>
    /// <param name="now">As <see cref="CaptureClock.SteadyNow"/>.</param>
    public double Rate(Timestamp now, int seconds = 3)
    {
        var to = now.UnixNs / 1_000_000_000;
        return Recent.Where(s => s.UnixSeconds >= to - seconds && s.UnixSeconds < to).Sum(s => s.Total) / (double)seconds;
    }

    /// <summary>Counts an event of the public stream.</summary>
    /// <param name="at">By <see cref="SteadyTime.SteadyOf"/>: otherwise a wall clock that is set back would put an hour into one second.</param>
    internal void Count(LifecycleEvent e, Timestamp at)
    {
        // Allocations come first: if one fails, nothing is counted.
        var second = Second(at.UnixNs / 1_000_000_000);
        if (e is ForkEvent fork)
        {
            Pids.Count(fork, at);
        }
        else if (e is LostEvent { Count: > 0 } lost)
        {
            // A recording may contain any cause.
            var cause = _lostByCause.Count < MaxCauses || _lostByCause.ContainsKey(lost.Cause) ? lost.Cause : OtherCause;
            CollectionsMarshal.GetValueRefOrAddDefault(_lostByCause, cause, out _) += lost.Count;
        }

        _byKind[(int)e.Kind]++;
        second.Add(e);
    }

    /// <summary>A failed exec turned out to be a step of a PATH search. A late event was counted in a later second than its own.</summary>
    /// <param name="at">The time of the exec, as for <see cref="Count"/>.</param>
    internal void MoveToLookups(Timestamp at)
    {
        var second = at.UnixNs / 1_000_000_000;
        var counted = _current is { FailedCalls: > 0 } now && now.UnixSeconds <= second ? now : Recent.FirstOrDefault(s => s.UnixSeconds >= second && s.FailedCalls > 0);
        counted?.MoveToLookups();
    }

    private RateSecond Second(long unixSeconds)
    {
        // A slightly late event (another CPU) counts in the newest second: at most a second off, never lost.
        if (_current is not null && unixSeconds <= _current.UnixSeconds)
        {
            return _current;
        }

        var next = new RateSecond(unixSeconds);
        if (_current is not null)
        {
            _recent.Enqueue(_current);
            while (_recent.Count >= Seconds || (_recent.Count > 0 && _recent.Peek().UnixSeconds <= unixSeconds - Seconds))
            {
                _recent.Dequeue();
            }
        }

        return _current = next;
    }
}
