using System.Globalization;
using Dashboard.Core.Events;

namespace Dashboard.Tracing.Bpf;

/// <summary>What is true of this machine until it boots again.</summary>
internal static class MachineFacts
{
    private const int Samples = 8;

    public static string? Kernel => ReadLine("/proc/sys/kernel/osrelease");

    public static string? BootId => ReadLine("/proc/sys/kernel/random/boot_id");

    /// <summary>Root may change it later; nobody does.</summary>
    public static int? PidMax
        => int.TryParse(ReadLine("/proc/sys/kernel/pid_max"), NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : null;

    /// <summary>
    /// Wall clock minus CLOCK_BOOTTIME, read once: later corrections of the wall clock would otherwise move events
    /// that have happened. The closest of some pairs of readings, because the thread may be interrupted in between.
    /// </summary>
    public static long BootEpochUnixNs(TimeProvider time)
    {
        var best = (Gap: long.MaxValue, Epoch: 0L);
        for (var i = 0; i < Samples; i++)
        {
            var before = LibC.BootTimeNs();
            var wall = Timestamp.From(time.GetUtcNow()).UnixNs;
            var after = LibC.BootTimeNs();
            if (after - before < best.Gap)
            {
                best = (after - before, wall - before - (after - before) / 2);
            }
        }

        return best.Epoch;
    }

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
