using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>
/// Boot-clock times for data-s and data-e of a bar or a mark, which js/bars.js places: seconds with nanosecond precision,
/// exact at the deepest zoom.
/// </summary>
public static class Seconds
{
    /// <summary>The end of what still goes on; the browser replaces it by the current time.</summary>
    public const string Now = "now";

    public static string OrNow(long? bootNs) => bootNs is { } ns ? Of(ns) : Now;

    public static string Of(long bootNs) => (bootNs / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>Whole seconds from steady time to axis time; 0 until the wall clock is set. See <see cref="CaptureClock.AxisShiftNs"/>.</summary>
    public static long OfShift(CaptureClock clock) => (long)Math.Round(clock.AxisShiftNs / 1e9);
}
