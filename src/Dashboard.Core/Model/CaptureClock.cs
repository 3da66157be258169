namespace Dashboard.Core.Model;

/// <summary>
/// What time it is for the capture: now when live, the last event's time in a recording. Ages, rates and ranges are of
/// CLOCK_BOOTTIME, which nobody can set; the wall clock only names moments.
/// </summary>
/// <param name="bootEpochUnixNs">Wall clock minus CLOCK_BOOTTIME when capture began.</param>
/// <param name="bootNow">The machine's CLOCK_BOOTTIME now, on the clock of its events; null freezes the clock at the last event.</param>
public sealed class CaptureClock(long bootEpochUnixNs, Func<long>? bootNow)
{
    private readonly WallClock _wall = new(bootEpochUnixNs);
    private long _lastEventBootNs;

    /// <summary>The time of the newest event.</summary>
    public long LastEventBootNs => Interlocked.Read(ref _lastEventBootNs);

    public long NowBootNs => bootNow?.Invoke() ?? LastEventBootNs;

    public Timestamp Now => ToTimestamp(NowBootNs);

    public bool Frozen => bootNow is null;

    /// <summary>What the wall clock showed then, by the settings of it that were seen.</summary>
    public Timestamp ToTimestamp(long bootNs) => _wall.ToTimestamp(bootNs);

    /// <summary>As <see cref="WallClock.ToBootNs"/>.</summary>
    public long ToBootNs(Timestamp at) => _wall.ToBootNs(at, WasSet ? NowBootNs : long.MaxValue);

    /// <summary>
    /// What the wall clock would show had nobody set it since capture began: the seconds by which statistics count. A
    /// moment keeps its second, whatever the clock is set to later.
    /// </summary>
    public Timestamp ToSteady(long bootNs) => new(bootNs + _wall.FirstOffsetNs);

    /// <summary>True once the wall clock was set.</summary>
    public bool WasSet => _wall.WasSet;

    public Timestamp SteadyNow => ToSteady(NowBootNs);

    /// <summary>
    /// What is added to a steady time to label an axis: an axis has one clock, the one that is right now. 0 as long as the
    /// clock was not set.
    /// </summary>
    public long AxisShiftNs => _wall.OffsetNs - _wall.FirstOffsetNs;

    /// <summary>A boot time on an axis.</summary>
    public Timestamp ToAxis(long bootNs) => new(bootNs + _wall.OffsetNs);

    /// <summary>The boot time that is at this place of an axis.</summary>
    public long OfAxis(Timestamp at) => at.UnixNs - _wall.OffsetNs;

    /// <summary>The boot time of a steady one.</summary>
    public long OfSteady(Timestamp at) => at.UnixNs - _wall.FirstOffsetNs;

    /// <summary>A range of what the wall clock showed, as an address has it, on an axis.</summary>
    public TimeRange ToAxis(TimeRange shown)
        => !WasSet ? shown : new TimeRange(OnAxis(shown.From), OnAxis(shown.To));

    /// <summary>What the wall clock showed in a range of an axis: all of it, and more where it was set meanwhile.</summary>
    public TimeRange OfAxis(TimeRange axis)
    {
        if (!WasSet)
        {
            return axis;
        }

        if (axis is { From: { } from, To: { } to })
        {
            var shown = Shown(OfAxis(from), OfAxis(to));
            return new TimeRange(shown.From, shown.To);
        }

        return new TimeRange(OffAxis(axis.From), OffAxis(axis.To));
    }

    /// <summary>As <see cref="WallClock.Shown"/>.</summary>
    public (Timestamp From, Timestamp To) Shown(long fromBootNs, long toBootNs) => _wall.Shown(fromBootNs, toBootNs);

    private Timestamp? OnAxis(Timestamp? at) => at is { } time ? ToAxis(ToBootNs(time)) : null;

    private Timestamp? OffAxis(Timestamp? at) => at is { } time ? ToTimestamp(OfAxis(time)) : null;

    internal void Advance(long bootNs)
    {
        if (bootNs > _lastEventBootNs)
        {
            // One writer: readers need a whole value, nobody an exchange.
            Volatile.Write(ref _lastEventBootNs, bootNs);
        }
    }

    /// <summary>The wall clock was set: from this boot time on it shows the boot time plus the offset. For the one writer.</summary>
    internal void Set(long bootNs, long offsetNs) => _wall.Set(bootNs, offsetNs);
}
