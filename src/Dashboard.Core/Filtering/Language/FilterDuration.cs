using System.Globalization;

namespace Dashboard.Core.Filtering.Language;

/// <summary>Durations in filter syntax: 50ms, 1.5s.</summary>
public static class FilterDuration
{
    /// <summary>For hints and completion.</summary>
    public const string Units = "ns us ms s m h";

    // Longest unit first, so that formatting finds the shortest text.
    private static readonly (string Name, long Ns)[] UnitTable =
    [
        ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ns", 1),
    ];

    /// <summary>Parses a number with a unit; a bare number is invalid.</summary>
    public static bool TryParse(string text, out long ns)
    {
        ns = 0;
        var unitStart = text.Length;
        while (unitStart > 0 && !char.IsAsciiDigit(text[unitStart - 1]) && text[unitStart - 1] != '.')
        {
            unitStart--;
        }

        foreach (var (name, unitNs) in UnitTable)
        {
            if (text.AsSpan(unitStart).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return TryScale(text.AsSpan(0, unitStart), unitNs, out ns);
            }
        }

        return false;
    }

    /// <summary>The shortest text that parses to the same value: "1500ms", not "1500000000ns".</summary>
    public static string Format(long ns)
    {
        foreach (var (name, unitNs) in UnitTable)
        {
            if (ns != 0 && ns % unitNs == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{ns / unitNs}{name}");
            }
        }

        return "0ns";
    }

    private static bool TryScale(ReadOnlySpan<char> number, long unitNs, out long ns)
    {
        ns = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / unitNs)
        {
            return false;
        }

        ns = (long)Math.Round(count * unitNs);
        return true;
    }
}
