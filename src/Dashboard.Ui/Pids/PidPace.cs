using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Ui.Pids;

/// <summary>Where the kernel's counter of numbers stands and how fast it goes.</summary>
/// <param name="Last">The number that the newest process got; null before the first fork.</param>
/// <param name="PidMax">The first number that is not handed out; null when it is not known.</param>
/// <param name="ToWrap">Until the numbers come round at this pace; null when it stands still or the end is not known.</param>
public sealed record PidPace(int? Last, int? PidMax, int Wraps, double ForksPerSecond, TimeSpan? ToWrap)
{
    /// <summary>Seconds that the pace is taken over: a build in between should not swing it.</summary>
    private const int Seconds = 30;

    public static PidPace Read(StoreView view, FeedStatus status)
    {
        var (counter, now) = (view.Counters.Pids, view.Clock.SteadyNow);
        return new PidPace(counter.Last, status.PidMax, counter.Wraps, counter.ForksPerSecond(now, Seconds),
            counter.TimeToWrap(now, status.PidMax, Seconds));
    }
}
