using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Ui.Pids;

/// <summary>Position and speed of the kernel's PID allocator.</summary>
/// <param name="Last">The PID allocated last; null before the first fork.</param>
/// <param name="PidMax">The limit, kernel.pid_max, itself never allocated; null when unknown.</param>
/// <param name="ToWrap">Time until wraparound at this rate; null when there are no forks or the limit is unknown.</param>
public sealed record PidPace(int? Last, int? PidMax, int Wraps, double ForksPerSecond, TimeSpan? ToWrap)
{
    /// <summary>Averaging window in seconds; a short burst such as a build should not dominate it.</summary>
    private const int Seconds = 30;

    public static PidPace Read(StoreReader view, FeedStatus status)
    {
        var (counter, now) = (view.Counters.Pids, view.Clock.SteadyNow);
        return new PidPace(counter.Last, status.PidMax, counter.Wraps, counter.ForksPerSecond(now, Seconds),
            counter.TimeToWrap(now, status.PidMax, Seconds));
    }
}
