using Dashboard.Core.Events;
using Dashboard.Core.History;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// When a recording was taken, by its header and its first events, and which times cannot be of it. One event of another
/// century would stretch each chart to that.
/// </summary>
internal sealed class RecordingTimes
{
    private const long DayNs = 86_400_000_000_000;

    /// <summary>No capture takes longer; what is farther from the first events is a mistake.</summary>
    private const long MaxSpanNs = 400 * DayNs;

    /// <summary>
    /// The two times of an event differ by as much as those of all others, until the clock is set: less than this without a
    /// word, more with a <see cref="ClockEvent"/>.
    /// </summary>
    private const long MaxDriftNs = DayNs;

    /// <summary>50 years: no machine runs for longer.</summary>
    internal const long MaxBootNs = 50 * 365 * DayNs;

    private const long NsPerSecond = 1_000_000_000;

    private readonly long _middleNs;
    private readonly WallClock _wall;
    private long _offsetBeforeNs;

    /// <param name="first">As many as are at hand, as they stand in the file.</param>
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

    /// <summary>Each of the two times follows from the other; a hand-written event may give only one.</summary>
    public LifecycleEvent Complete(LifecycleEvent e) => (e.Time.UnixNs, e.BootNs) switch
    {
        (0, > 0) when IsBootTime(e.BootNs) => e with { Time = _wall.ToTimestamp(e.BootNs) },
        ( > 0, 0) => e with { BootNs = _wall.ToBootNs(e.Time) },
        _ => e,
    };

    /// <summary>The clock was set, by an event in which nothing is wrong.</summary>
    public void Follow(ClockEvent set)
    {
        _offsetBeforeNs = _wall.OffsetNs;
        _wall.Set(set.BootNs, set.ToOffsetNs);
    }

    /// <summary>Of a completed event: what is wrong with its times, as the end of a sentence; null when all is well.</summary>
    public string? ProblemOf(LifecycleEvent e)
        => e.Time.UnixNs == 0 && e.BootNs == 0 && EpochUnixNs > MaxDriftNs ? "it has no time"
            : e.Time.UnixNs < 0 ? "its time is before 1970"
            : !IsBootTime(e.BootNs) ? "its bootNs is no time since a boot"
            : !IsNear(e.BootNs, _middleNs, MaxSpanNs) ? "its time is more than 400 days from the first events"
            : !Fits(e) ? "its time and its bootNs do not fit together"
            : e is LostEvent lost && (IsFar(lost.From) || IsFar(lost.To)) ? "its from and to are more than 400 days from the first events"
            : null;

    /// <summary>By the clock as it is, or as it was before it was last set: one wrong line that sets it must not cost all behind it.</summary>
    private bool Fits(LifecycleEvent e)
    {
        var offsetNs = e.Time.UnixNs - e.BootNs;
        return e is ClockEvent set
            ? IsNear(offsetNs, set.ToOffsetNs, MaxDriftNs) && IsNear(set.FromOffsetNs, _wall.OffsetNs, MaxDriftNs)
            : IsNear(offsetNs, _wall.OffsetNs, MaxDriftNs) || IsNear(offsetNs, _offsetBeforeNs, MaxDriftNs);
    }

    /// <summary>Of any two numbers of a file: their difference may have more bits than they have.</summary>
    private static bool IsNear(long a, long b, long most) => Int128.Abs((Int128)a - b) <= most;

    /// <summary>As the header says, unless most events say otherwise: neither it nor one wrong event speaks for all.</summary>
    private static long EpochOf(long? header, IReadOnlyList<LifecycleEvent> first)
    {
        var known = header is >= 0 and < long.MaxValue / 2 ? header : null;
        var before = first.TakeWhile(e => e is not ClockEvent).ToList();
        if (before.Count < first.Count && first[before.Count] is ClockEvent set)
        {
            // Events behind it bear another clock. Where none is before it, it says itself what the clock was.
            (first, known) = (before, known ?? (before.Count == 0 && set.FromOffsetNs >= 0 ? set.FromOffsetNs : null));
        }

        var both = MostOf(first.Where(e => e.BootNs > 0), e => e.BootNs);
        if (known is { } epoch && (both is null || IsNear(epoch, both.Value, MaxDriftNs)))
        {
            return epoch;
        }

        // Where bootNs is left out, the start in the process's id is the only time since boot that is there.
        return both ?? MostOf(first, e => e.Process.StartNs) ?? 0;
    }

    private static long? MostOf(IEnumerable<LifecycleEvent> events, Func<LifecycleEvent, long> bootNs)
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
