using System.Globalization;

namespace Dashboard.Tracing.Platform;

/// <summary>Names of terminals by device number, from the kernel's Documentation/admin-guide/devices.txt.</summary>
internal static class TtyNames
{
    private const uint VirtualTerminals = 4;
    private const uint FirstSerial = 64;
    private const uint AlternateTerminals = 5;
    private const uint UnixPtySlaves = 136;

    public static string? Find(uint major, uint minor) => (major, minor) switch
    {
        (0, _) => null,
        (UnixPtySlaves, _) => Name("pts/", minor),
        (VirtualTerminals, < FirstSerial) => Name("tty", minor),
        (VirtualTerminals, _) => Name("ttyS", minor - FirstSerial),
        (AlternateTerminals, 1) => "console",
        _ => string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}"),
    };

    private static string Name(string prefix, uint number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
