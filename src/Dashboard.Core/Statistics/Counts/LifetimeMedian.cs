using System.Numerics;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>Lifetimes counted in buckets of half a power of two: sufficient for a median, in constant memory.</summary>
internal readonly struct LifetimeMedian
{
    /// <summary>The first bucket begins at a microsecond, below any lifetime, and the last at 13 minutes, which includes all longer ones.</summary>
    public const int Steps = 60;

    private const int FirstLog = 10;

    private readonly long[] _counts;

    public LifetimeMedian() => _counts = new long[Steps];

    public static int StepOf(long ns)
    {
        var value = (ulong)Math.Max(1L << FirstLog, ns);
        var log = BitOperations.Log2(value);
        return Math.Min(Steps - 1, (2 * (log - FirstLog)) + (int)(value >> (log - 1) & 1));
    }

    public void Add(ReadOnlySpan<ushort> counts)
    {
        for (var i = 0; i < Steps; i++)
        {
            _counts[i] += counts[i];
        }
    }

    public void Add(in LifetimeMedian other)
    {
        for (var i = 0; i < Steps; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>The middle of the bucket that contains the median; null when nothing was counted.</summary>
    public long? Median()
    {
        var (below, total) = (0L, _counts.Sum());
        for (var i = 0; i < Steps && total > 0; i++)
        {
            below += _counts[i];
            if (below * 2 >= total)
            {
                var begin = (1L << (FirstLog + (i / 2))) * (i % 2 == 0 ? 1 : 1.5);
                return (long)(begin * (i % 2 == 0 ? 1.25 : 1.167));
            }
        }

        return null;
    }
}
