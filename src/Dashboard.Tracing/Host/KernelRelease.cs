using System.Globalization;

namespace Dashboard.Tracing.Host;

/// <summary>"6.1.0-18-amd64", as in uname(2).</summary>
internal static class KernelRelease
{
    /// <summary>Its first two numbers; null when it does not start with two.</summary>
    public static Version? Parse(string? release)
    {
        var numbers = release?.Trim().Split('.', '-') ?? [];
        return numbers.Length >= 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Version(major, minor)
            : null;
    }
}
