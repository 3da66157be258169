namespace Dashboard.Core.Statistics.Spawning;

/// <summary>The time from one start to the next.</summary>
/// <param name="MedianNs">Half of the intervals are no longer than this.</param>
/// <param name="SpreadNs">At least nine of ten intervals differ from the median by no more than this.</param>
/// <param name="Regular">True or false from <see cref="MinStarts"/> starts on; null with fewer, which show no rhythm.</param>
public sealed record SpawnInterval(long MedianNs, long SpreadNs, bool? Regular)
{
    /// <summary>Three intervals: those of starts at random are so alike once in some 200 times.</summary>
    public const int MinStarts = 4;

    /// <summary>Regular: the spread is a tenth of the median at most.</summary>
    private const int SpreadShare = 10;

    /// <param name="starts">In their order.</param>
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
