using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>The time of an event by which statistics count.</summary>
public static class SteadyTime
{
    /// <summary>As <see cref="CaptureClock.ToSteady"/>; the event's own time, as long as the clock was not set.</summary>
    public static Timestamp SteadyOf(this CaptureClock clock, LifecycleEvent e) => clock.WasSet ? clock.ToSteady(e.BootNs) : e.Time;
}
