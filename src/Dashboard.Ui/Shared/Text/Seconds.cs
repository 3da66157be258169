using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Moments of the boot clock as CSS numbers: seconds to the nanosecond, so that the deepest zoom is still exact.</summary>
public static class Seconds
{
    public static string Of(long bootNs) => (bootNs / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>Whole seconds from steady time to what an axis says; 0 until the wall clock is set. See <see cref="CaptureClock.AxisShiftNs"/>.</summary>
    public static long OfShift(CaptureClock clock) => (long)Math.Round(clock.AxisShiftNs / 1e9);

    /// <summary>A place on the time axis of the page, as CSS variables.</summary>
    public static string Style(long fromNs, long? toNs = null)
        => toNs is { } to ? $"--s:{Of(fromNs)};--e:{Of(to)}" : $"--s:{Of(fromNs)}";
}
