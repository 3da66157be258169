namespace Dashboard.Core.Statistics.Counts;

/// <summary>Chooses the step width of a time axis.</summary>
public static class StepWidth
{
    // Widths that fit a clock.
    private static readonly int[] Clock = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

    /// <summary>The width in seconds with which a span needs at most <paramref name="maxSteps"/> steps. A multiple of the data's width.</summary>
    public static int For(long spanSeconds, int maxSteps, int dataWidth)
    {
        // One step less, because the first begins at a multiple of the width, before the span.
        var min = (spanSeconds + maxSteps - 2) / Math.Max(1, maxSteps - 1);
        var width = Clock.FirstOrDefault(w => w >= min && w % dataWidth == 0);
        return width > 0 ? width : (int)((min + dataWidth - 1) / dataWidth) * dataWidth;
    }
}
