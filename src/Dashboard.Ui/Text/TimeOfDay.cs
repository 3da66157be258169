using System.Globalization;
using Dashboard.Core.Events;

namespace Dashboard.Ui.Text;

/// <summary>Moments as the viewer's clock shows them.</summary>
public static class TimeOfDay
{
    /// <summary>17:02:25.123</summary>
    public static string Of(Timestamp time, int utcOffsetMinutes)
        => Local(time, utcOffsetMinutes).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>2026-11-22 17:02:25.123</summary>
    public static string Full(Timestamp time, int utcOffsetMinutes)
        => Local(time, utcOffsetMinutes).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static DateTime Local(Timestamp time, int utcOffsetMinutes)
        => time.ToDateTimeOffset().UtcDateTime.AddMinutes(utcOffsetMinutes);
}
