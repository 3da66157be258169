namespace Dashboard.Core.Events;

/// <summary>
/// The wall clock was set: by NTP, by hand, or after a machine was restored. Its <see cref="LifecycleEvent.Time"/> and those of
/// later events use the new clock; earlier events keep theirs.
/// </summary>
public sealed record ClockEvent() : LifecycleEvent(EventKind.Clock)
{
    /// <summary>Wall clock minus CLOCK_BOOTTIME before.</summary>
    public required long FromOffsetNs { get; init; }

    /// <summary>Wall clock minus CLOCK_BOOTTIME after.</summary>
    public required long ToOffsetNs { get; init; }
}
