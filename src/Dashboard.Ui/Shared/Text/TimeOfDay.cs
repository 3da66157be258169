using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Moments as the viewer's clock shows them.</summary>
public static class TimeOfDay
{
    /// <summary>Nobody captures longer, and nanoseconds in 64 bits reach three times as far.</summary>
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

    /// <summary>What was there before the capture has a minus.</summary>
    private static string Since(long ns, string format = @"hh\:mm\:ss\.fff")
    {
        var span = TimeSpan.FromMilliseconds(Math.Abs(ns) / 1_000_000);
        var days = span.Days > 0 ? $"{span.Days} d " : "";
        return $"{(ns < 0 ? "−" : "+")}{days}{span.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>2026-11-22T17:02:25, as an input of type datetime-local takes it and gives it back; +01:02:25.123 in one of type text.</summary>
    public static string Input(Timestamp time, TimeDisplay display)
        => display.SinceUnixNs is { } since ? Since(time.UnixNs - since) : Local(time, display.OffsetMinutes).ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture);

    /// <summary>The type of an input for moments: no browser has one for the time since a beginning.</summary>
    public static string InputType(TimeDisplay display) => display.SinceUnixNs is null ? "datetime-local" : "text";

    /// <summary>Reads such an input. Null when it is empty or no moment.</summary>
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

    /// <summary>2026-11-22T17:02:25Z: a moment in an address, no longer than it must be.</summary>
    public static string Address(Timestamp time)
    {
        var text = time.ToString().TrimEnd('Z').TrimEnd('0').TrimEnd('.');
        return $"{text}Z";
    }

    private static DateTime Local(Timestamp time, int utcOffsetMinutes)
        => time.ToDateTimeOffset().UtcDateTime.AddMinutes(utcOffsetMinutes);
}
