using System.Globalization;

namespace Dashboard.Server.Hosting.Memory;

/// <summary>Memory limits from the control groups of this process: v1 and v2, cgroups(7).</summary>
internal static class MemoryCgroup
{
    /// <summary>For no limit v1 writes the largest number of pages, which no machine has.</summary>
    private const long NoLimit = 1L << 60;

    /// <summary>The lowest limit between the group of this process and the root, in bytes; null when there is none, or it cannot be read.</summary>
    /// <param name="proc">Path of /proc, replaced in tests.</param>
    public static long? FindLimit(string proc = "/proc")
    {
        try
        {
            var mounts = File.ReadLines($"{proc}/self/mountinfo").Select(Mount.Parse).OfType<Mount>().ToList();
            var limits = File.ReadLines($"{proc}/self/cgroup").SelectMany(line => LimitsOf(line, mounts)).ToList();
            return limits.Count == 0 ? null : limits.Min();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The machine's memory, or the lower limit of its groups, in bytes; null when neither can be read.</summary>
    public static long? FindMost(string proc = "/proc")
    {
        var limit = FindLimit(proc);
        try
        {
            // "MemTotal:       24584296 kB", proc(5).
            var total = File.ReadLines($"{proc}/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return long.TryParse(total.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
                ? Math.Min(limit ?? long.MaxValue, 1024 * kilobytes)
                : limit;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return limit;
        }
    }

    /// <param name="line">"4:memory:/group" of v1, "0::/group" of v2.</param>
    private static IEnumerable<long> LimitsOf(string line, List<Mount> mounts)
    {
        var parts = line.Split(':', 3);
        if (parts.Length < 3)
        {
            return [];
        }

        var isV2 = parts[0] == "0" && parts[1].Length == 0;
        if (!isV2 && !parts[1].Split(',').Contains("memory"))
        {
            return [];
        }

        // Above memory.high a group is not killed, but throttled until it makes no progress.
        string[] files = isV2 ? ["memory.max", "memory.high"] : ["memory.limit_in_bytes"];
        return mounts.Where(m => m.IsV2 == isV2).Take(1).SelectMany(m => Groups(m, parts[2]))
            .SelectMany(group => files.Select(file => Read(Path.Combine(group, file)))).OfType<long>();
    }

    /// <summary>The mounted directories of a group and its ancestors.</summary>
    private static IEnumerable<string> Groups(Mount mount, string group)
    {
        // Inside a container the mount starts at the container's own group, which the path may or may not contain.
        var root = mount.Root.TrimEnd('/');
        var path = group == root || group.StartsWith(root + "/", StringComparison.Ordinal) ? group[root.Length..] : "";
        for (path = path.Trim('/'); path.Length > 0; path = Path.GetDirectoryName(path) ?? "")
        {
            yield return Path.Combine(mount.Place, path);
        }

        yield return mount.Place;
    }

    private static long? Read(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes < NoLimit
                ? bytes
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The root group of v2 has no such file.
            return null;
        }
    }

    /// <param name="Root">The group that is mounted.</param>
    /// <param name="Place">Where it is mounted.</param>
    private sealed record Mount(string Root, string Place, bool IsV2)
    {
        /// <summary>A line of mountinfo, proc(5): "36 35 98:0 /root /place rw … - type source options".</summary>
        public static Mount? Parse(string line)
        {
            var halves = line.Split(" - ", 2);
            if (halves.Length < 2)
            {
                return null;
            }

            var (left, right) = (halves[0].Split(' '), halves[1].Split(' '));
            var isV2 = right[0] == "cgroup2";
            return left.Length > 4 && (isV2 || (right[0] == "cgroup" && right[^1].Split(',').Contains("memory")))
                ? new Mount(left[3], left[4], isV2)
                : null;
        }
    }
}
