namespace Dashboard.Core.Statistics.Counts;

/// <summary>Chooses how wide the steps of a time axis are.</summary>
public static class StepWidth
{
    // Widths that people read off a clock.
    private static readonly int[] Clock = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

    /// <summary>Seconds of a step, so that a span needs at most so many of them. A multiple of the width of the data.</summary>
    public static int For(long spanSeconds, int maxSteps, int dataWidth)
    {
        // One step less, because the first one begins on a whole width and not where the span does.
        var least = (spanSeconds + maxSteps - 2) / Math.Max(1, maxSteps - 1);
        var width = Clock.FirstOrDefault(w => w >= least && w % dataWidth == 0);
        return width > 0 ? width : (int)((least + dataWidth - 1) / dataWidth) * dataWidth;
    }
}
