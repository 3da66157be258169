using System.Globalization;
using Dashboard.Core.Events;

namespace Dashboard.Ui.Text;

/// <summary>Moments as the viewer's clock shows them.</summary>
public static class TimeOfDay
{
    /// <summary>17:02:25.123, or +01:02:25.123 since the beginning.</summary>
    public static string Of(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since) : Local(time, display.OffsetMinutes).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>2026-11-22 17:02:25.123</summary>
    public static string Full(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since) : Local(time, display.OffsetMinutes).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>What was there before the capture has a minus.</summary>
    private static string Since(long ns)
    {
        var span = TimeSpan.FromMilliseconds(Math.Abs(ns) / 1_000_000);
        var days = span.Days > 0 ? $"{span.Days} d " : "";
        return $"{(ns < 0 ? "−" : "+")}{days}{span.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture)}";
    }

    private static DateTime Local(Timestamp time, int utcOffsetMinutes)
        => time.ToDateTimeOffset().UtcDateTime.AddMinutes(utcOffsetMinutes);
}
