using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Failures by time and by errno, exit code or signal, without PATH lookups: the last ten minutes per second, and the whole capture in steps of growing
/// width. Exact even for events that the history no longer holds.
/// </summary>
public sealed class FailureTimeline
{
    /// <summary>Maximum number of steps in each of the two.</summary>
    public const int MaxSteps = 600;

    private readonly FailureSteps _recent = new(MaxSteps, slides: true);
    private readonly FailureSteps _all = new(MaxSteps, slides: false);

    /// <summary>Failures between two moments, in equal steps of whole seconds, at most <paramref name="maxSteps"/>.</summary>
    /// <param name="maxSeries">The most frequent kinds get a series each; the others share one without a name.</param>
    public FailureSeries Series(Timestamp from, Timestamp to, int maxSteps, int maxSeries)
    {
        var first = Seconds(from);
        var last = Math.Max(first, Seconds(to));
        var steps = _recent.Covers(first) ? _recent : _all;
        var width = StepWidth.For(last - first + 1, maxSteps, steps.WidthSeconds);
        var origin = first - Modulo(first, width);
        var count = (int)((last - origin) / width) + 1;

        var counts = new Dictionary<int, long[]>();
        foreach (var (at, kind, failures) in steps.Between(origin, last))
        {
            if (!counts.TryGetValue(kind, out var row))
            {
                counts[kind] = row = new long[count];
            }

            row[Math.Clamp((at - origin) / width, 0, count - 1)] += failures;
        }

        // Failures beyond a step's limit have no kind: they are part of the others, and come last.
        var ordered = counts.OrderBy(c => c.Key == FailureSteps.Others).ThenByDescending(c => c.Value.Sum()).ThenBy(c => c.Key).ToList();
        var isAnyMerged = ordered is [.., { Key: FailureSteps.Others }];
        var named = ordered.Count - (isAnyMerged ? 1 : 0);
        var rows = ordered.Take(named + (isAnyMerged ? 1 : 0) > maxSeries ? maxSeries - 1 : named)
            .Select(c => new FailureRow(FailureKey.NameOf(c.Key), c.Value)).ToList();
        var rest = ordered.Skip(rows.Count).Select(c => c.Value).ToList();
        if (rest.Count > 0)
        {
            rows.Add(new FailureRow(null, [.. Enumerable.Range(0, count).Select(i => rest.Sum(row => row[i]))]));
        }

        return new FailureSeries(origin, width, count, rows);
    }

    /// <summary>The sum of both.</summary>
    internal FailureTimeline Plus(FailureTimeline other)
    {
        var both = new FailureTimeline();
        foreach (var part in (FailureTimeline[])[this, other])
        {
            part._recent.CopyTo(both._recent);
            part._all.CopyTo(both._all);
        }

        return both;
    }

    /// <param name="kind">A <see cref="FailureKey"/>.</param>
    internal void Add(Timestamp at, int kind, int failures)
    {
        _recent.Add(Seconds(at), kind, failures);
        _all.Add(Seconds(at), kind, failures);
    }

    private static long Seconds(Timestamp at) => (long)Math.Floor(at.UnixNs / 1e9);

    private static long Modulo(long value, long by) => ((value % by) + by) % by;
}
