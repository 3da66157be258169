using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Doctor;

/// <summary>Resource limits of this process: /proc/self/limits, see getrlimit(2).</summary>
public static class ProcessLimitChecks
{
    /// <summary>StartLimits.MinOpenFiles of the server; the test LowLimit_OfOpenFiles_IsOneSentence of the server compares.</summary>
    internal const long MinOpenFiles = 512;

    /// <summary>Enough for some hundred pages.</summary>
    private const long ManyOpenFiles = 1024;

    /// <summary>StartLimits.MinAddressSpace of the server; the test LowLimit_OfAddressSpace_IsOneSentence of the server compares.</summary>
    internal const long MinAddressSpaceBytes = 3L << 30;

    /// <summary>Below this, the runtime's later reservations may fail.</summary>
    private const long EnoughAddressSpaceBytes = 4L << 30;

    private const string DiskName = "Disk";

    private const long MinDiskBytes = 16L << 20;

    public static IEnumerable<CheckResult> Run(Machine machine)
    {
        var limits = machine.Read("/proc/self/limits") ?? "";
        yield return OpenFiles(Of(limits, "Max open files"));
        yield return AddressSpace(Of(limits, "Max address space"));
    }

    /// <summary>Whether the file system of a directory has room for the server's data; uses the nearest existing parent.</summary>
    public static CheckResult Disk(string directory)
    {
        try
        {
            var there = Path.GetFullPath(directory);
            while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
            {
                there = above;
            }

            var drive = new DriveInfo(there);
            return Disk(directory, drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Disk(directory, 0, 0);
        }
    }

    /// <param name="totalBytes">0 for a file system without a disk, as under /proc.</param>
    internal static CheckResult Disk(string directory, long freeBytes, long totalBytes) => totalBytes > 0 && freeBytes < MinDiskBytes
        ? CheckResult.Warn(
            DiskName,
            $"The disk of {directory} has {freeBytes >> 10} KiB free; with less than {MinDiskBytes >> 20} MiB what the server keeps there can be lost.",
            "Free some room, or choose another directory with --data.")
        : CheckResult.Ok(DiskName, totalBytes > 0 ? $"The disk of {directory} has {freeBytes >> 20} MiB free." : $"{directory} is on no disk.");

    private static CheckResult OpenFiles(long? limit)
    {
        const string Name = "Open files";
        return limit switch
        {
            null => CheckResult.Ok(Name, "No limit."),
            < MinOpenFiles => CheckResult.Fail(
                Name, $"This process may open {limit} files; the server needs {MinOpenFiles} and does not start.", "ulimit -n 4096"),
            < ManyOpenFiles => CheckResult.Warn(
                Name, $"This process may open {limit} files; that is enough for some pages, and more connections are refused.", "ulimit -n 4096"),
            _ => CheckResult.Ok(Name, $"This process may open {limit} files."),
        };
    }

    private static CheckResult AddressSpace(long? bytes)
    {
        const string Name = "Address space";
        return bytes switch
        {
            null => CheckResult.Ok(Name, "No limit."),
            < MinAddressSpaceBytes => CheckResult.Fail(
                Name,
                $"This process may have {bytes >> 20} MiB of address space; the server needs {MinAddressSpaceBytes >> 20} and does not start.",
                "ulimit -v unlimited; to limit memory use a cgroup."),
            < EnoughAddressSpaceBytes => CheckResult.Warn(
                Name,
                $"This process may have {bytes >> 20} MiB of address space, which can be too little for .NET to go on.",
                "ulimit -v unlimited; to limit memory use a cgroup."),
            _ => CheckResult.Ok(Name, $"{bytes >> 30} GiB."),
        };
    }

    /// <summary>The soft limit of a line like "Max open files            1024                 524288               files"; null without one.</summary>
    private static long? Of(string limits, string name)
    {
        var line = limits.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
