namespace Dashboard.Ui.Shared.Charts;

/// <summary>The end of a chart's scale where a burst would flatten everything else: taller bars are cut off there.</summary>
/// <param name="Top">The end of the scale.</param>
/// <param name="Cut">Number of bars that are taller.</param>
/// <param name="Tallest">The index of the tallest bar.</param>
public sealed record ClippedScale(long Top, int Cut, int Tallest)
{
    /// <summary>The scale ends at this many times the usual bar.</summary>
    private const int TimesUsual = 4;

    private const int MinTop = 10;

    /// <summary>A burst is cut off when it is this many times higher than the scale: less would be a loss for little.</summary>
    private const int MinRatio = 3;

    /// <summary>Null when no bar towers above the usual one, the median of those that are not empty.</summary>
    public static ClippedScale? Of(IReadOnlyList<long> bars)
    {
        var filled = bars.Where(bar => bar > 0).Order().ToList();
        if (filled.Count < 2)
        {
            return null;
        }

        var top = Math.Max(MinTop, TimesUsual * filled[(filled.Count - 1) / 2]);
        return filled[^1] < MinRatio * top ? null : new ClippedScale(top, filled.Count(bar => bar > top), bars.Index().MaxBy(bar => bar.Item).Index);
    }
}
