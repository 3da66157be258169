using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Url;

/// <summary>A chosen range of time; the default value is the whole capture.</summary>
/// <param name="Fixed">Its ends; everything when <paramref name="LastNs"/> is set.</param>
/// <param name="LastNs">The last nanoseconds up to now: a range that moves on. Null for fixed ends.</param>
public readonly record struct RangeChoice(TimeRange Fixed, long? LastNs)
{
    private const long Second = 1_000_000_000;

    public bool IsWhole => LastNs is null && Fixed.IsEverything;

    public static RangeChoice Last(long ns) => new(default, ns);

    /// <summary>The ends now. A moving range begins at a whole second, so that it changes at most once a second, and has no end.</summary>
    public TimeRange At(CaptureClock clock, long nowBootNs)
        => LastNs is { } ns ? new TimeRange(new Timestamp(clock.ToTimestamp(nowBootNs - ns).UnixNs / Second * Second), null) : Fixed;
}
