using System.Globalization;

namespace Dashboard.Tracing.Host;

/// <summary>Facts of this machine that stay until the next boot.</summary>
internal static class MachineFacts
{
    public static string? Kernel => ReadLine("/proc/sys/kernel/osrelease");

    public static string? BootId => ReadLine("/proc/sys/kernel/random/boot_id");

    /// <summary>Root could change it later; that is ignored.</summary>
    public static int? PidMax
        => int.TryParse(ReadLine("/proc/sys/kernel/pid_max"), NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : null;

    private static string? ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
