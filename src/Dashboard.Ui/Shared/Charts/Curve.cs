using System.Globalization;
using System.Text;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>Counts as the path of a small SVG. Stepped, not interpolated, because values between steps are unknown.</summary>
public static class Curve
{
    /// <param name="height">Height of the highest count in drawing units; one step is one unit wide.</param>
    public static string Of(IReadOnlyList<int> counts, int height)
    {
        var max = Math.Max(1, counts.Count == 0 ? 0 : counts.Max());
        var path = new StringBuilder($"M0 {height}");
        var before = 0.0;
        for (var i = 0; i < counts.Count; i++)
        {
            // Square-root scale, so that a single process stays visible beside a storm of thousands.
            var top = Math.Round(height * Math.Sqrt(counts[i] / (double)max), 1);
            if (top != before)
            {
                path.Append(CultureInfo.InvariantCulture, $"H{i}V{height - top:0.#}");
                before = top;
            }
        }

        return path.Append(CultureInfo.InvariantCulture, $"H{counts.Count}V{height}Z").ToString();
    }
}
