namespace Dashboard.Core.Events;

/// <summary>
/// The wall clock was set: by NTP, by hand, after a machine was restored. Its <see cref="LifecycleEvent.Time"/> is by the
/// new clock, as that of all events from here on; those before keep theirs.
/// </summary>
public sealed record ClockEvent() : LifecycleEvent(EventKinds.Clock)
{
    /// <summary>Wall clock minus CLOCK_BOOTTIME before.</summary>
    public required long FromOffsetNs { get; init; }

    /// <summary>The same since.</summary>
    public required long ToOffsetNs { get; init; }
}
