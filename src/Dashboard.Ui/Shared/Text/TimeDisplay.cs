namespace Dashboard.Ui.Shared.Text;

/// <summary>How times are displayed: as time of day, or as time since the beginning of capture.</summary>
/// <param name="OffsetMinutes">Minutes to add to UTC.</param>
/// <param name="SinceUnixNs">The beginning of capture; null for time of day.</param>
public readonly record struct TimeDisplay(int OffsetMinutes, long? SinceUnixNs = null)
{
    public static implicit operator TimeDisplay(int offsetMinutes) => new(offsetMinutes);
}
