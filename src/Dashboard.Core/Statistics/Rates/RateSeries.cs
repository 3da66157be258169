using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Timeline;

namespace Dashboard.Core.Statistics.Rates;

/// <summary>
/// Forks, exits and calls per second over the last minutes, in points of equal length. Seconds are those of
/// <see cref="CaptureClock.ToSteady"/>.
/// </summary>
public static class RateSeries
{
    /// <summary>Maximum number of points in a chart.</summary>
    public const int MaxPoints = 60;

    private const long Second = 1_000_000_000;

    /// <summary>The rates of all events, exact, from the counters.</summary>
    public static IReadOnlyList<RatePoint> Of(EventCounters counters, long fromUnixSeconds, long toUnixSeconds)
    {
        var points = Empty(fromUnixSeconds, toUnixSeconds, default(CallRates));
        var size = Size(fromUnixSeconds, toUnixSeconds);
        foreach (var second in counters.Recent)
        {
            if (Place(points, size, second.UnixSeconds) is { } i)
            {
                var (p, share) = (points[i], 1.0 / size);
                var calls = p.Calls.GetValueOrDefault();
                points[i] = p with
                {
                    Forks = p.Forks + (second.Forks * share),
                    Exits = p.Exits + (second.Exits * share),
                    FailedExits = p.FailedExits + (second.FailedExits * share),
                    Calls = new CallRates(
                        calls.Execs + (second.Execs * share), calls.Failed + (second.FailedCalls * share), calls.Lookups + (second.Lookups * share)),
                };
            }
        }

        return points;
    }

    /// <summary>The rates of matching processes, from their births and ends, so without calls.</summary>
    public static IReadOnlyList<RatePoint> Of(TimelineIndex index, CaptureClock clock, long fromUnixSeconds, long toUnixSeconds)
    {
        var points = Empty(fromUnixSeconds, toUnixSeconds, calls: null);
        var size = Size(fromUnixSeconds, toUnixSeconds);
        foreach (ref readonly var life in index.Lives)
        {
            if (!life.IsMatch)
            {
                continue;
            }

            // Born before the range: also processes found when capture began, whose fork was not seen.
            var began = clock.ToSteady(life.Id.StartNs).UnixNs / Second;
            if (began >= fromUnixSeconds && Place(points, size, began) is { } born)
            {
                points[born] = points[born] with { Forks = points[born].Forks + (1.0 / size) };
            }

            if (life.EndNs != TimelineLife.Running && Place(points, size, clock.ToSteady(life.EndNs).UnixNs / Second) is { } ended)
            {
                var p = points[ended];
                points[ended] = p with { Exits = p.Exits + (1.0 / size), FailedExits = p.FailedExits + (life.ExitFailed ? 1.0 / size : 0) };
            }
        }

        return points;
    }

    private static int Size(long from, long to) => (int)Math.Max(1, (to - from + MaxPoints - 1) / MaxPoints);

    /// <summary>Points begin at multiples of their length, so that their values do not change as time passes.</summary>
    private static RatePoint[] Empty(long from, long to, CallRates? calls)
    {
        var size = Size(from, to);
        var first = from / size * size;
        var count = (int)Math.Clamp((to - first + size - 1) / size, 1, MaxPoints + 1);
        return [.. Enumerable.Range(0, count).Select(i => new RatePoint(first + ((long)i * size), 0, 0, 0, calls))];
    }

    private static int? Place(RatePoint[] points, int size, long unixSeconds)
    {
        var i = (unixSeconds - points[0].UnixSeconds) / size;
        return unixSeconds >= points[0].UnixSeconds && i < points.Length ? (int)i : null;
    }
}
