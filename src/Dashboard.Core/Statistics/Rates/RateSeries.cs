using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Timeline;

namespace Dashboard.Core.Statistics.Rates;

/// <summary>
/// Forks, execs, failures and exits per second over the last minutes, in points of equal length. Seconds are those of
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
        var points = Empty(fromUnixSeconds, toUnixSeconds, execs: 0);
        var size = Size(fromUnixSeconds, toUnixSeconds);
        foreach (var second in counters.Recent)
        {
            if (Place(points, size, second.UnixSeconds) is { } i)
            {
                var p = points[i];
                points[i] = p with
                {
                    Forks = p.Forks + (second.Forks / (double)size),
                    Execs = p.Execs + (second.Execs / (double)size),
                    Failures = p.Failures + (second.Failed / (double)size),
                    Exits = p.Exits + (second.Exits / (double)size),
                };
            }
        }

        return points;
    }

    /// <summary>The rates of matching processes, from their births and ends, so without execs.</summary>
    public static IReadOnlyList<RatePoint> Of(TimelineIndex index, CaptureClock clock, long fromUnixSeconds, long toUnixSeconds)
    {
        var points = Empty(fromUnixSeconds, toUnixSeconds, execs: null);
        var size = Size(fromUnixSeconds, toUnixSeconds);
        foreach (ref readonly var life in index.Lives)
        {
            if (!life.IsMatch)
            {
                continue;
            }

            // Born before the range: also processes found when capture began, whose fork was not seen.
            var began = clock.ToSteady(life.StartNs).UnixNs / Second;
            if (began >= fromUnixSeconds && Place(points, size, began) is { } born)
            {
                points[born] = points[born] with { Forks = points[born].Forks + (1.0 / size) };
            }

            if (life.EndNs != TimelineLife.Running && Place(points, size, clock.ToSteady(life.EndNs).UnixNs / Second) is { } ended)
            {
                var p = points[ended];
                points[ended] = p with { Exits = p.Exits + (1.0 / size), Failures = p.Failures + (life.Failed ? 1.0 / size : 0) };
            }
        }

        return points;
    }

    private static int Size(long from, long to) => (int)Math.Max(1, (to - from + MaxPoints - 1) / MaxPoints);

    /// <summary>Points begin at multiples of their length, so that their values do not change as time passes.</summary>
    private static RatePoint[] Empty(long from, long to, double? execs)
    {
        var size = Size(from, to);
        var first = from / size * size;
        var count = (int)Math.Clamp((to - first + size - 1) / size, 1, MaxPoints + 1);
        return [.. Enumerable.Range(0, count).Select(i => new RatePoint(first + ((long)i * size), 0, execs, 0, 0))];
    }

    private static int? Place(RatePoint[] points, int size, long unixSeconds)
    {
        var i = (unixSeconds - points[0].UnixSeconds) / size;
        return unixSeconds >= points[0].UnixSeconds && i < points.Length ? (int)i : null;
    }
}
