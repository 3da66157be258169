using System.Globalization;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Round tick positions for a time axis, from microseconds to days.</summary>
public static class TimeAxis
{
    private const long Microsecond = 1_000;
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    private static readonly long[] LongSteps =
    [
        Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute,
        30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day,
    ];

    /// <summary>The shortest round step with at most this many ticks.</summary>
    public static long StepNs(long spanNs, int maxTicks)
    {
        var min = Math.Max(1, spanNs / Math.Max(1, maxTicks));
        for (var decade = Microsecond / 10; decade < Second; decade *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[decade, 2 * decade, 5 * decade])
            {
                if (step >= min && step < Second)
                {
                    return step;
                }
            }
        }

        return LongSteps.FirstOrDefault(step => step >= min, LongSteps[^1] * (1 + (min / LongSteps[^1])));
    }

    /// <summary>The round moments between two others, inclusive, in the viewer's local time.</summary>
    public static IReadOnlyList<TimeTick> Ticks(long fromUnixNs, long toUnixNs, long stepNs, int utcOffsetMinutes)
    {
        var offset = utcOffsetMinutes * Minute;
        var ticks = new List<TimeTick>();
        for (var at = Ceiling(fromUnixNs + offset, stepNs); at <= toUnixNs + offset; at += stepNs)
        {
            ticks.Add(new TimeTick(at - offset, Clock(at, stepNs)));
        }

        return ticks;
    }

    /// <summary>The same, labelled with the time since a moment: "+1.25 s".</summary>
    public static IReadOnlyList<TimeTick> TicksSince(long originUnixNs, long fromUnixNs, long toUnixNs, long stepNs)
    {
        var ticks = new List<TimeTick>();
        for (var at = Ceiling(fromUnixNs - originUnixNs, stepNs); at <= toUnixNs - originUnixNs; at += stepNs)
        {
            ticks.Add(new TimeTick(at + originUnixNs, Since(at, stepNs)));
        }

        return ticks;
    }

    private static long Ceiling(long ns, long step)
    {
        var rest = ((ns % step) + step) % step;
        return rest == 0 ? ns : ns + step - rest;
    }

    private static string Clock(long localNs, long stepNs)
    {
        var time = DateTime.UnixEpoch.AddTicks(localNs / 100);
        return stepNs switch
        {
            >= Day => time.ToString("d MMM", CultureInfo.InvariantCulture),
            >= Minute => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            >= Second => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),

            // The hour and the minute are shown beside the axis, so the tick has only what differs.
            _ => time.ToString(":ss.", CultureInfo.InvariantCulture) + Fraction(localNs, stepNs),
        };
    }

    private static string Since(long ns, long stepNs)
    {
        var sign = ns < 0 ? "−" : "+";
        var whole = Math.Abs(ns);
        return stepNs switch
        {
            >= Hour => string.Create(CultureInfo.InvariantCulture, $"{sign}{whole / Hour} h"),
            >= Second when whole >= Minute => string.Create(CultureInfo.InvariantCulture, $"{sign}{whole / Minute}:{whole / Second % 60:00}"),
            >= Second => string.Create(CultureInfo.InvariantCulture, $"{sign}{whole / Second} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{sign}{whole / Second}.{Fraction(whole, stepNs)} s"),
        };
    }

    /// <summary>As many decimals of a second as the step needs.</summary>
    private static string Fraction(long ns, long stepNs)
    {
        var digits = 1;
        for (var unit = Second / 10; unit > stepNs; unit /= 10)
        {
            digits++;
        }

        return (((ns % Second) + Second) % Second).ToString("D9", CultureInfo.InvariantCulture)[..digits];
    }
}
