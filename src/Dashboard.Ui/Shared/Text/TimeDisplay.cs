namespace Dashboard.Ui.Shared.Text;

/// <summary>How moments are shown: on a clock, or counted from the beginning of the capture.</summary>
/// <param name="OffsetMinutes">Minutes to add to UTC.</param>
/// <param name="SinceUnixNs">The beginning; null for a clock.</param>
public readonly record struct TimeDisplay(int OffsetMinutes, long? SinceUnixNs = null)
{
    public static implicit operator TimeDisplay(int offsetMinutes) => new(offsetMinutes);
}
