using System.Globalization;

namespace Dashboard.Core.Model;

/// <summary>Spans of time as people type them ("5m", "1h30m", "2 minutes"), and times before now ("-2m", "2 minutes ago", "now").</summary>
public static class TimeWords
{
    /// <summary>A limit of 100 years; nanoseconds in 64 bits cover almost three times as many.</summary>
    private const decimal MaxNs = 36_500m * Day;

    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    private static readonly (string Short, long Ns, string[] Names)[] Units =
    [
        ("d", Day, ["d", "day", "days"]),
        ("h", Hour, ["h", "hr", "hrs", "hour", "hours"]),
        ("m", Minute, ["m", "min", "mins", "minute", "minutes"]),
        ("s", Second, ["s", "sec", "secs", "second", "seconds"]),
        ("ms", Second / 1_000, ["ms", "millisecond", "milliseconds"]),
    ];

    /// <summary>Parses numbers with units, the largest first: "5m", "1h30m", "1.5 h", "2 minutes". Not negative; a bare number is invalid.</summary>
    public static bool TryParseSpan(string? text, out long ns)
    {
        ns = 0;
        var rest = (text ?? "").AsSpan().Trim();
        var (total, smallest) = (0m, long.MaxValue);
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = LengthWhile(rest, c => char.IsAsciiDigit(c) || c == '.');
            var afterNumber = rest[digits..].TrimStart();
            var letters = LengthWhile(afterNumber, char.IsAsciiLetter);
            if (!decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || UnitOf(afterNumber[..letters]) is not { } unit || unit >= smallest || count > MaxNs / unit)
            {
                return false;
            }

            (total, smallest) = (total + (count * unit), unit);
            rest = afterNumber[letters..].TrimStart();
        }

        ns = (long)Math.Min(total, MaxNs);
        return true;
    }

    /// <summary>Parses a time before now, as its distance: "-2m", "2 minutes ago", "now".</summary>
    public static bool TryParseAgo(string? text, out long ns)
    {
        ns = 0;
        var trimmed = (text ?? "").Trim();
        return trimmed.Equals("now", StringComparison.OrdinalIgnoreCase)
            || (trimmed.Length > 0 && trimmed[0] is '-' or '−' && TryParseSpan(trimmed[1..], out ns))
            || (trimmed.EndsWith(" ago", StringComparison.OrdinalIgnoreCase) && TryParseSpan(trimmed[..^4], out ns));
    }

    /// <summary>The shortest text that parses to the same span of at least a millisecond: "1h30m".</summary>
    public static string Span(long ns)
    {
        var text = "";
        foreach (var (name, unitNs, _) in Units)
        {
            if (ns / unitNs is > 0 and var count)
            {
                text += string.Create(CultureInfo.InvariantCulture, $"{count}{name}");
                ns %= unitNs;
            }
        }

        return text.Length == 0 ? "0s" : text;
    }

    private static long? UnitOf(ReadOnlySpan<char> name)
    {
        foreach (var (_, ns, names) in Units)
        {
            foreach (var known in names)
            {
                if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
                {
                    return ns;
                }
            }
        }

        return null;
    }

    private static int LengthWhile(ReadOnlySpan<char> text, Func<char, bool> isPart)
    {
        var length = 0;
        while (length < text.Length && isPart(text[length]))
        {
            length++;
        }

        return length;
    }
}
