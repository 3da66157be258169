using System.Globalization;

namespace Dashboard.Tracing.Platform;

/// <summary>
/// The time namespace of this process (time_namespaces(7)), which shifts CLOCK_BOOTTIME and start times in /proc against
/// the kernel's time in all records. The shift is 0 in the initial namespace.
/// </summary>
/// <remarks>Determined once: a process with threads cannot change its time namespace.</remarks>
internal static class TimeNamespace
{
    /// <summary>TIME_NS_INIT_INO in linux/nsfs.h (formerly PROC_TIME_INIT_INO), unchanged since time namespaces exist.</summary>
    private const string Initial = "time:[4026531834]";

    private static long _bootOffsetNs = Read("/proc/self");

    /// <summary>CLOCK_BOOTTIME of this process minus the kernel's.</summary>
    public static long BootOffsetNs => _bootOffsetNs;

    /// <summary>True when start times and CLOCK_BOOTTIME differ from the kernel's.</summary>
    public static bool IsOther => Link("/proc/self", "time") is { } own && own != Initial;

    /// <summary>
    /// timens_offsets is that of the namespace which children get, and it may not be this process's own: on 5.10 an exec does not
    /// enter it (exec_task_namespaces in fs/exec.c came later). A record has the kernel's own time, so it decides.
    /// </summary>
    /// <param name="recordNs">CLOCK_BOOTTIME of a record that was made between the two readings of the own clock.</param>
    public static void Settle(long recordNs, long beforeNs, long afterNs)
        => Volatile.Write(ref _bootOffsetNs, Choose(_bootOffsetNs, recordNs, beforeNs, afterNs));

    /// <summary>The exact offset from /proc, unless the record between the two clock readings contradicts it.</summary>
    internal static long Choose(long named, long recordNs, long beforeNs, long afterNs)
        => named >= beforeNs - recordNs && named <= afterNs - recordNs ? named : beforeNs - recordNs + ((afterNs - beforeNs) / 2);

    /// <summary>Example: "monotonic           0         0\nboottime       100000         0".</summary>
    internal static long? Parse(string offsets)
    {
        foreach (var line in offsets.Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["boottime" or "7", var seconds, var nanoseconds]
                && long.TryParse(seconds, CultureInfo.InvariantCulture, out var s) && long.TryParse(nanoseconds, CultureInfo.InvariantCulture, out var ns))
            {
                return (s * 1_000_000_000) + ns;
            }
        }

        return null;
    }

    private static long Read(string process)
    {
        try
        {
            return IsOther ? Parse(File.ReadAllText(process + "/timens_offsets")) ?? 0 : 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The kernel has no time namespaces.
            return 0;
        }
    }

    private static string? Link(string process, string name)
        => LibC.ReadLink($"{process}/ns/{name}") is { } link ? System.Text.Encoding.ASCII.GetString(link) : null;
}
