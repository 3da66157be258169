using Dashboard.Core.Statistics.Timeline;

namespace Dashboard.Core.Statistics.Rates;

/// <summary>Lifetimes in buckets of 1, 3, 10, 30 …: they differ by a factor of a million.</summary>
public static class LifetimeHistogram
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    private static readonly long[] Bounds =
    [
        0, 300 * Microsecond, Millisecond, 3 * Millisecond, 10 * Millisecond, 30 * Millisecond, 100 * Millisecond, 300 * Millisecond,
        Second, 3 * Second, 10 * Second, 30 * Second, 100 * Second,
    ];

    /// <summary>Lifetimes of the matching processes that ended between two moments.</summary>
    public static IReadOnlyList<LifetimeBucket> Of(TimelineIndex index, long fromNs, long toNs)
    {
        var counts = new (int Count, int Failed)[Bounds.Length];
        foreach (ref readonly var life in index.Lives)
        {
            if (life.IsMatch && life.EndNs != TimelineLife.Running && life.EndNs >= fromNs && life.EndNs <= toNs)
            {
                ref var bucket = ref counts[BucketOf(life.EndNs - life.StartNs)];
                bucket = (bucket.Count + 1, bucket.Failed + (life.Failed ? 1 : 0));
            }
        }

        return [.. counts.Select((c, i) => new LifetimeBucket(Bounds[i], i + 1 < Bounds.Length ? Bounds[i + 1] : null, c.Count, c.Failed))];
    }

    private static int BucketOf(long ns)
    {
        var at = Array.BinarySearch(Bounds, Math.Max(0, ns));
        return at >= 0 ? at : ~at - 1;
    }
}
