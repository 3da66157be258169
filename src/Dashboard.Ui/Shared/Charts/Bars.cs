using System.Globalization;
using System.Text;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Counts as bars of a small SVG. Linear, so that a part can be drawn over the total.</summary>
public static class Bars
{
    /// <summary>Minimum bar height in drawing units, so that a single event stays visible beside a storm.</summary>
    private const double MinHeight = 2.5;

    /// <param name="peak">The count drawn at full height.</param>
    /// <param name="height">Height of the drawing; one step is one unit wide.</param>
    public static string Of(IEnumerable<long> counts, long peak, int height)
    {
        var path = new StringBuilder();
        var at = 0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var bar = Math.Max(MinHeight, Math.Round(height * count / (double)Math.Max(1, peak), 1));
                path.Append(CultureInfo.InvariantCulture, $"M{at + 0.06:0.##} {height}v{-bar:0.#}h0.88v{bar:0.#}z");
            }

            at++;
        }

        return path.ToString();
    }
}
