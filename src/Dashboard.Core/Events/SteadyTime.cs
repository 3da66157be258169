using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>The event time that statistics use.</summary>
public static class SteadyTime
{
    /// <summary>As <see cref="CaptureClock.ToSteady"/>; the event's own time while the clock was never set.</summary>
    public static Timestamp SteadyOf(this CaptureClock clock, LifecycleEvent e) => clock.WasSet ? clock.ToSteady(e.BootNs) : e.Time;
}
