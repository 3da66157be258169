using System.Globalization;
using Dashboard.Core.Events;

namespace Dashboard.Ui.Text;

/// <summary>Moments as the viewer's clock shows them.</summary>
public static class TimeOfDay
{
    /// <summary>17:02:25.123</summary>
    public static string Of(Timestamp time, int utcOffsetMinutes)
        => Local(time, utcOffsetMinutes).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>17:02:25</summary>
    public static string Seconds(Timestamp time, int utcOffsetMinutes)
        => Local(time, utcOffsetMinutes).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>2026-11-22 17:02:25.123</summary>
    public static string Full(Timestamp time, int utcOffsetMinutes)
        => Local(time, utcOffsetMinutes).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>2026-11-22T17:02:25, as an input of type datetime-local takes it and gives it back.</summary>
    public static string Input(Timestamp time, int utcOffsetMinutes)
        => Local(time, utcOffsetMinutes).ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture);

    /// <summary>Reads such an input. Null when it is empty or no moment.</summary>
    public static Timestamp? FromInput(string? text, int utcOffsetMinutes)
        => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? Timestamp.From(new DateTimeOffset(DateTime.SpecifyKind(local.AddMinutes(-utcOffsetMinutes), DateTimeKind.Utc)))
            : null;

    /// <summary>2026-11-22T17:02:25Z: a moment in an address, no longer than it must be.</summary>
    public static string Address(Timestamp time)
    {
        var text = time.ToString().TrimEnd('Z').TrimEnd('0').TrimEnd('.');
        return $"{text}Z";
    }

    private static DateTime Local(Timestamp time, int utcOffsetMinutes)
        => time.ToDateTimeOffset().UtcDateTime.AddMinutes(utcOffsetMinutes);
}
