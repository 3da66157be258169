using System.Numerics;

namespace Dashboard.Core.Statistics;

/// <summary>Lifetimes in steps of half a power of two: enough for a median, and 320 bytes however many there are.</summary>
internal struct LifetimeMedian
{
    /// <summary>Up to 2^40 ns, 18 minutes; longer lives count as that long.</summary>
    private const int Steps = 80;

    private int[]? _counts;
    private long _total;

    public void Count(long ns)
    {
        var value = (ulong)Math.Max(1, ns);
        var log = BitOperations.Log2(value);
        var upperHalf = log > 0 && (value >> (log - 1) & 1) == 1;
        (_counts ??= new int[Steps])[Math.Min(Steps - 1, (2 * log) + (upperHalf ? 1 : 0))]++;
        _total++;
    }

    public void Add(in LifetimeMedian other)
    {
        if (other._counts is not { } counts)
        {
            return;
        }

        _counts ??= new int[Steps];
        for (var i = 0; i < Steps; i++)
        {
            _counts[i] += counts[i];
        }

        _total += other._total;
    }

    /// <summary>The middle of the step that holds the median; null when nothing was counted.</summary>
    public readonly long? Median()
    {
        var below = 0L;
        for (var i = 0; i < Steps && _total > 0; i++)
        {
            below += _counts![i];
            if (below * 2 >= _total)
            {
                var begin = (1L << (i / 2)) * (i % 2 == 0 ? 1 : 1.5);
                return (long)(begin * (i % 2 == 0 ? 1.25 : 1.167));
            }
        }

        return null;
    }

    public void Clear()
    {
        _counts?.AsSpan().Clear();
        _total = 0;
    }
}
