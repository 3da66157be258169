using System.Globalization;

namespace Dashboard.Ui.Shared.Charts;

/// <summary>A segment of a lifetime bar: one image. Times are seconds on the boot clock; js/clock.js moves the visible window.</summary>
/// <param name="End">Null while it runs.</param>
/// <param name="Kind">found, fork or exec; exec-2 for every second exec, so that adjacent segments differ.</param>
public sealed record Segment(double Start, double? End, string Kind, string Name)
{
    /// <summary>Position of the segment as CSS variables.</summary>
    public string Style => End is { } end
        ? string.Create(CultureInfo.InvariantCulture, $"--s:{Start:0.###};--e:{end:0.###}")
        : string.Create(CultureInfo.InvariantCulture, $"--s:{Start:0.###}");
}
