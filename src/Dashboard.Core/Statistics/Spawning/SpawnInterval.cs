namespace Dashboard.Core.Statistics.Spawning;

/// <summary>The time between consecutive starts.</summary>
/// <param name="MedianNs">Half of the intervals are no longer than this.</param>
/// <param name="SpreadNs">At least nine of ten intervals differ from the median by no more than this.</param>
/// <param name="Regular">True or false from <see cref="MinStarts"/> starts on; null with fewer, which are not enough to decide.</param>
public sealed record SpawnInterval(long MedianNs, long SpreadNs, bool? Regular)
{
    /// <summary>Three intervals: random starts are as regular in about one of 200 cases.</summary>
    public const int MinStarts = 4;

    /// <summary>Regular means: the spread is at most a tenth of the median.</summary>
    private const int SpreadShare = 10;

    /// <param name="starts">In order of time.</param>
    /// <returns>Null with fewer than two starts.</returns>
    public static SpawnInterval? Of(ReadOnlySpan<long> starts)
    {
        if (starts.Length < 2)
        {
            return null;
        }

        var values = new long[starts.Length - 1];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = starts[i + 1] - starts[i];
        }

        Array.Sort(values);
        var median = values[(values.Length - 1) / 2];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - median);
        }

        Array.Sort(values);
        var spread = values[((values.Length * 9) + 9) / 10 - 1];
        return new SpawnInterval(median, spread, starts.Length < MinStarts ? null : median > 0 && spread <= median / SpreadShare);
    }
}
