using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Derives the time of a recording from its header and first events, and detects times that cannot be right. One event of
/// another century would stretch each chart to it.
/// </summary>
internal sealed class RecordingTimes
{
    private const long DayNs = 86_400_000_000_000;

    /// <summary>Upper bound of a capture's length; a time farther from the first events is an error.</summary>
    private const long MaxSpanNs = 400 * DayNs;

    /// <summary>
    /// Wall clock and boot time differ by the same amount in all events, until the clock is set. Smaller changes are accepted,
    /// larger ones need a <see cref="ClockEvent"/>.
    /// </summary>
    private const long MaxDriftNs = DayNs;

    /// <summary>50 years: no machine runs for longer.</summary>
    internal const long MaxBootNs = 50 * 365 * DayNs;

    private const long NsPerSecond = 1_000_000_000;

    private readonly long _middleNs;
    private readonly WallClock _wall;
    private long _offsetBeforeNs;

    /// <param name="first">The first events, in the order of the file.</param>
    public RecordingTimes(RecordingHeader header, IReadOnlyList<LifecycleEvent> first)
    {
        EpochUnixNs = EpochOf(header.BootEpochUnixNs, first);
        _wall = new WallClock(EpochUnixNs);
        _offsetBeforeNs = EpochUnixNs;
        var times = first.Select(e => Complete(e).BootNs).Where(IsBootTime).Order().ToList();
        _middleNs = times.Count > 0 ? times[times.Count / 2] : 0;
    }

    /// <summary>Wall clock minus CLOCK_BOOTTIME.</summary>
    public long EpochUnixNs { get; }

    /// <summary>Derives a missing time from the other one; a hand-written event may have only one.</summary>
    public LifecycleEvent Complete(LifecycleEvent e) => (e.Time.UnixNs, e.BootNs) switch
    {
        (0, > 0) when IsBootTime(e.BootNs) => e with { Time = _wall.ToTimestamp(e.BootNs) },
        ( > 0, 0) => e with { BootNs = _wall.ToBootNs(e.Time) },
        _ => e,
    };

    /// <summary>Follows a valid event that sets the clock.</summary>
    public void Follow(ClockEvent set)
    {
        _offsetBeforeNs = _wall.OffsetNs;
        _wall.Set(set.BootNs, set.ToOffsetNs);
    }

    /// <summary>The error in the times of a completed event, as the end of a sentence; null for none.</summary>
    public string? ProblemOf(LifecycleEvent e)
        => e.Time.UnixNs == 0 && e.BootNs == 0 && EpochUnixNs > MaxDriftNs ? "it has no time"
            : e.Time.UnixNs < 0 ? "its time is before 1970"
            : !IsBootTime(e.BootNs) ? "its bootNs is no time since a boot"
            : !IsNear(e.BootNs, _middleNs, MaxSpanNs) ? "its time is more than 400 days from the first events"
            : !Fits(e) ? "its time and its bootNs do not fit together"
            : e is LostEvent lost && (IsFar(lost.From) || IsFar(lost.To)) ? "its from and to are more than 400 days from the first events"
            : null;

    /// <summary>By the current clock or the previous one: a wrong line that sets the clock must not invalidate all later events.</summary>
    private bool Fits(LifecycleEvent e)
    {
        var offsetNs = e.Time.UnixNs - e.BootNs;
        return e is ClockEvent set
            ? IsNear(offsetNs, set.ToOffsetNs, MaxDriftNs) && IsNear(set.FromOffsetNs, _wall.OffsetNs, MaxDriftNs)
            : IsNear(offsetNs, _wall.OffsetNs, MaxDriftNs) || IsNear(offsetNs, _offsetBeforeNs, MaxDriftNs);
    }

    /// <summary>For any two numbers of a file, whose difference may not fit into 64 bits.</summary>
    private static bool IsNear(long a, long b, long max) => Int128.Abs((Int128)a - b) <= max;

    /// <summary>From the header, unless most events contradict it, so that neither a wrong header nor one wrong event decides.</summary>
    private static long EpochOf(long? header, IReadOnlyList<LifecycleEvent> first)
    {
        var known = header is >= 0 and < long.MaxValue / 2 ? header : null;
        var before = first.TakeWhile(e => e is not ClockEvent).ToList();
        if (before.Count < first.Count && first[before.Count] is ClockEvent set)
        {
            // Later events use another clock. Without earlier events, the clock event itself has the previous offset.
            (first, known) = (before, known ?? (before.Count == 0 && set.FromOffsetNs >= 0 ? set.FromOffsetNs : null));
        }

        var both = CommonestOffset(first.Where(e => e.BootNs > 0), e => e.BootNs);
        if (known is { } epoch && (both is null || IsNear(epoch, both.Value, MaxDriftNs)))
        {
            return epoch;
        }

        // Without bootNs, the start time in the process's id is the only time since boot.
        return both ?? CommonestOffset(first, e => e.Process.StartNs) ?? 0;
    }

    private static long? CommonestOffset(IEnumerable<LifecycleEvent> events, Func<LifecycleEvent, long> bootNs)
        => events.Where(e => e.Time.UnixNs > 0)
            .Select(e => e.Time.UnixNs - bootNs(e))
            .Where(epoch => epoch > 0)
            .GroupBy(epoch => epoch / NsPerSecond)
            .OrderByDescending(group => group.Count())
            .FirstOrDefault()?.First();

    private static bool IsBootTime(long bootNs) => bootNs is >= 0 and < MaxBootNs;

    private bool IsFar(Timestamp? time)
        => time is { } when && (when.UnixNs < 0 || !IsNear(_wall.ToBootNs(when), _middleNs, MaxSpanNs));
}
