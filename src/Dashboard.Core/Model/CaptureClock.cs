namespace Dashboard.Core.Model;

/// <summary>
/// The capture's present time: now when live, the last event's time in a recording. Ages, rates and ranges use CLOCK_BOOTTIME,
/// which cannot be set; the wall clock only labels moments.
/// </summary>
/// <param name="bootEpochUnixNs">Wall clock minus CLOCK_BOOTTIME when capture began.</param>
/// <param name="bootNow">The machine's CLOCK_BOOTTIME now, comparable with its events; null stops the clock at the last event.</param>
public sealed class CaptureClock(long bootEpochUnixNs, Func<long>? bootNow)
{
    private readonly WallClock _wall = new(bootEpochUnixNs);
    private long _lastEventBootNs;

    /// <summary>The time of the newest event.</summary>
    public long LastEventBootNs => Interlocked.Read(ref _lastEventBootNs);

    public long NowBootNs => bootNow?.Invoke() ?? LastEventBootNs;

    public Timestamp Now => ToTimestamp(NowBootNs);

    public bool Frozen => bootNow is null;

    /// <summary>The wall clock's reading at that moment, taking its known changes into account.</summary>
    public Timestamp ToTimestamp(long bootNs) => _wall.ToTimestamp(bootNs);

    /// <summary>As <see cref="WallClock.ToBootNs"/>.</summary>
    public long ToBootNs(Timestamp at) => _wall.ToBootNs(at, WasSet ? NowBootNs : long.MaxValue);

    /// <summary>
    /// The wall clock's reading if it had not been set since capture began. Statistics count by these seconds: an event keeps its
    /// second, even when the clock is set later.
    /// </summary>
    public Timestamp ToSteady(long bootNs) => new(bootNs + _wall.FirstOffsetNs);

    /// <summary>True once the wall clock was set.</summary>
    public bool WasSet => _wall.WasSet;

    public Timestamp SteadyNow => ToSteady(NowBootNs);

    /// <summary>
    /// Added to a steady time to label an axis: a whole axis uses the present offset of the wall clock. 0 while the clock was
    /// never set.
    /// </summary>
    public long AxisShiftNs => _wall.OffsetNs - _wall.FirstOffsetNs;

    /// <summary>Converts boot time to axis time.</summary>
    public Timestamp ToAxis(long bootNs) => new(bootNs + _wall.OffsetNs);

    /// <summary>Converts axis time to boot time.</summary>
    public long FromAxis(Timestamp at) => at.UnixNs - _wall.OffsetNs;

    /// <summary>Converts steady time to boot time.</summary>
    public long FromSteady(Timestamp at) => at.UnixNs - _wall.FirstOffsetNs;

    /// <summary>Converts a range of wall-clock time, as in a URL, to axis time.</summary>
    public TimeRange ToAxis(TimeRange shown)
        => !WasSet ? shown : new TimeRange(OnAxis(shown.From), OnAxis(shown.To));

    /// <summary>The wall-clock readings within an axis range; a larger range where the clock was set meanwhile.</summary>
    public TimeRange FromAxis(TimeRange axis)
    {
        if (!WasSet)
        {
            return axis;
        }

        if (axis is { From: { } from, To: { } to })
        {
            var shown = Shown(FromAxis(from), FromAxis(to));
            return new TimeRange(shown.From, shown.To);
        }

        return new TimeRange(OffAxis(axis.From), OffAxis(axis.To));
    }

    /// <summary>As <see cref="WallClock.Shown"/>.</summary>
    public (Timestamp From, Timestamp To) Shown(long fromBootNs, long toBootNs) => _wall.Shown(fromBootNs, toBootNs);

    private Timestamp? OnAxis(Timestamp? at) => at is { } time ? ToAxis(ToBootNs(time)) : null;

    private Timestamp? OffAxis(Timestamp? at) => at is { } time ? ToTimestamp(FromAxis(time)) : null;

    internal void Advance(long bootNs)
    {
        if (bootNs > _lastEventBootNs)
        {
            // There is one writer: a volatile write suffices, without an interlocked exchange.
            Volatile.Write(ref _lastEventBootNs, bootNs);
        }
    }

    /// <summary>Records that the wall clock was set: from this boot time on it is boot time plus the offset. For the single writer.</summary>
    internal void Set(long bootNs, long offsetNs) => _wall.Set(bootNs, offsetNs);
}
