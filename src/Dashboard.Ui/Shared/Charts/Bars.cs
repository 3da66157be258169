using System.Globalization;
using System.Text;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Counts as bars of a small SVG: linear, so that one part can be drawn upon the whole.</summary>
public static class Bars
{
    /// <summary>A single event beside a storm must still be seen: as high as this, in units of the drawing.</summary>
    private const double Least = 2.5;

    /// <param name="peak">The count that is as high as the drawing.</param>
    /// <param name="height">Of the drawing; one step is one unit wide.</param>
    public static string Of(IEnumerable<long> counts, long peak, int height)
    {
        var path = new StringBuilder();
        var at = 0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var bar = Math.Max(Least, Math.Round(height * count / (double)Math.Max(1, peak), 1));
                path.Append(CultureInfo.InvariantCulture, $"M{at + 0.06:0.##} {height}v{-bar:0.#}h0.88v{bar:0.#}z");
            }

            at++;
        }

        return path.ToString();
    }
}
