using System.Globalization;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Formats durations with at most two significant units.</summary>
public static class Durations
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    public static string Of(long ns) => ns switch
    {
        < 0 => "0 s",
        < Microsecond => $"{ns} ns",
        < Millisecond - Microsecond / 2 => $"{Figures(ns / (double)Microsecond)} µs",
        < Second - Millisecond / 2 => $"{Figures(ns / (double)Millisecond)} ms",
        < 60 * Second => $"{Figures(ns / (double)Second)} s",
        _ => Long(ns / Second),
    };

    /// <summary>The age of a running process in whole seconds, so that it is updated at most once a second. js/clock.js formats alike; see DurationsTests.</summary>
    public static string Age(long ns) => ns < 60 * Second ? $"{Math.Max(0, ns) / Second} s" : Long(ns / Second);

    private static string Long(long seconds) => seconds switch
    {
        < 3_600 => $"{seconds / 60} m {seconds % 60:00} s",
        < 86_400 => $"{seconds / 3_600} h {seconds / 60 % 60:00} m",
        _ => $"{seconds / 86_400} d {seconds / 3_600 % 24} h",
    };

    private static string Figures(double value)
        => value.ToString(value < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
