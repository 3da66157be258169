using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Boot-clock times as CSS numbers: seconds with nanosecond precision, exact at the deepest zoom.</summary>
public static class Seconds
{
    public static string Of(long bootNs) => (bootNs / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>Whole seconds from steady time to axis time; 0 until the wall clock is set. See <see cref="CaptureClock.AxisShiftNs"/>.</summary>
    public static long OfShift(CaptureClock clock) => (long)Math.Round(clock.AxisShiftNs / 1e9);

    /// <summary>A position on the page's time axis, as CSS variables.</summary>
    public static string Style(long fromNs, long? toNs = null)
        => toNs is { } to ? $"--s:{Of(fromNs)};--e:{Of(to)}" : $"--s:{Of(fromNs)}";
}
