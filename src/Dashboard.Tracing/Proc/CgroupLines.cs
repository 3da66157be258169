using System.Globalization;
using Dashboard.Core.Readings;

namespace Dashboard.Tracing.Proc;

/// <summary>The lines of /proc/PID/cgroup: "0::/system.slice/a.service", "4:cpu,cpuacct:/a"; a path may contain colons.</summary>
internal static class CgroupLines
{
    /// <summary>Room for cgroup v2, 14 hierarchies of v1 with a controller, and named ones, with paths of 4 KiB.</summary>
    public const int MaxBytes = 64 << 10;

    public static IReadOnlyList<CgroupMembership> Parse(string text)
    {
        var memberships = new List<CgroupMembership>();
        foreach (var line in text.Split('\n'))
        {
            var parts = line.Split(':', 3);
            if (parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hierarchy))
            {
                memberships.Add(new CgroupMembership(hierarchy, parts[1], parts[2]));
            }
        }

        return memberships;
    }
}
