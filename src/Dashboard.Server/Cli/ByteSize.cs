using System.Globalization;

namespace Dashboard.Server.Cli;

/// <summary>A number of bytes as people write it: 33554432, 64M (times 1024), 400MB (times 1000), 64MiB.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30),
        ("B", 1), ("", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        text = text.Trim();
        var (unit, size) = Units.First(u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var digits = text[..^unit.Length].TrimEnd();
        bytes = 0;
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        // Saturates at long.MaxValue: no machine has as much.
        bytes = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / size
            ? number * size
            : long.MaxValue;
        return true;
    }
}
