using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Formats times as the viewer chose.</summary>
public static class TimeOfDay
{
    /// <summary>A limit of 100 years; nanoseconds in 64 bits cover almost three times as many.</summary>
    private const int MaxDays = 36_500;

    /// <summary>17:02:25.123, or +01:02:25.123 since the beginning.</summary>
    public static string Of(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since) : Local(time, display.OffsetMinutes).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>17:02:25, or +01:02:25 since the beginning.</summary>
    public static string Seconds(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since, @"hh\:mm\:ss") : Local(time, display.OffsetMinutes).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>2026-11-22 17:02:25.123</summary>
    public static string Full(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since) : Local(time, display.OffsetMinutes).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Negative for times before the capture.</summary>
    private static string Since(long ns, string format = @"hh\:mm\:ss\.fff")
    {
        var span = TimeSpan.FromMilliseconds(Math.Abs(ns) / 1_000_000);
        var days = span.Days > 0 ? $"{span.Days} d " : "";
        return $"{(ns < 0 ? "−" : "+")}{days}{span.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>2026-11-22T17:02:25, the format of an input of type datetime-local; +01:02:25.123 for type text.</summary>
    public static string Input(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since) : Local(time, display.OffsetMinutes).ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture);

    /// <summary>The input type for times; browsers have none for elapsed time.</summary>
    public static string InputType(TimeDisplay display) => display.SinceUnixNs is null ? "datetime-local" : "text";

    /// <summary>Parses such an input. Null when it is empty or invalid.</summary>
    public static Timestamp? FromInput(string? text, TimeDisplay display)
        => display.SinceUnixNs is { } since ? FromSince(text, since)
            : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? Timestamp.From(new DateTimeOffset(DateTime.SpecifyKind(local.AddMinutes(-display.OffsetMinutes), DateTimeKind.Utc)))
                : null;

    /// <summary>[+-][days d ]hh:mm:ss[.fff]</summary>
    private static Timestamp? FromSince(string? text, long sinceUnixNs)
    {
        var trimmed = text?.Trim() ?? "";
        var before = trimmed.StartsWith('-') || trimmed.StartsWith('−');
        trimmed = trimmed.TrimStart('+', '-', '−').Replace(" d ", ".", StringComparison.Ordinal);
        return trimmed.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out var span) && span.TotalDays < MaxDays
            ? new Timestamp(sinceUnixNs + ((before ? -1 : 1) * span.Ticks * 100))
            : null;
    }

    /// <summary>A time in a URL, as short as possible: 2026-11-22T17:02:25Z.</summary>
    public static string Address(Timestamp time)
    {
        var text = time.ToString().TrimEnd('Z').TrimEnd('0').TrimEnd('.');
        return $"{text}Z";
    }

    private static DateTime Local(Timestamp time, int utcOffsetMinutes)
        => time.ToDateTimeOffset().UtcDateTime.AddMinutes(utcOffsetMinutes);
}
