using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Cgroups;

/// <summary>
/// A hierarchy of cgroups version 1. It has the path of processes that are in the root of version 2, as containers and
/// services are when controllers use version 1.
/// </summary>
/// <param name="Controller">One of its controllers, by its kernel name.</param>
/// <param name="Mount">Its root directory.</param>
internal sealed partial record CgroupHierarchy(string Controller, string Mount)
{
    /// <summary>
    /// Container engines use all of them; systemd uses pids and memory, unless their accounting is off.
    /// </summary>
    private static readonly string[] Preferred = ["pids", "memory", "cpu", "cpuset", "devices", "freezer"];

    /// <summary>Chosen once, so that the kernel side and the names agree. Null when there is none; then version 2 has all paths.</summary>
    public static CgroupHierarchy? Here { get; } = Choose(Mountinfo(), File.Exists);

    /// <param name="mountinfo">Lines of /proc/self/mountinfo, proc(5): "36 31 0:33 /root /place rw … - type source options".</param>
    /// <param name="exists">True when this process can see the file.</param>
    public static CgroupHierarchy? Choose(IEnumerable<string> mountinfo, Func<string, bool> exists)
    {
        var mounted = mountinfo.Select(Parse).OfType<(string Place, string[] Controllers)>().ToList();
        return Preferred
            .SelectMany(name => mounted.Where(m => m.Controllers.Contains(name)).Select(m => new CgroupHierarchy(name, m.Place)))
            .FirstOrDefault(hierarchy => exists(hierarchy.Mount + "/cgroup.procs"));
    }

    /// <summary>The path of a process in this hierarchy; null when it has none.</summary>
    /// <param name="cgroups">Its /proc/PID/cgroup.</param>
    public string? PathIn(string cgroups)
        => cgroups.Split('\n').Select(line => line.Split(':', 3))
            .FirstOrDefault(parts => parts.Length == 3 && parts[1].Split(',').Contains(Controller))?[2];

    /// <summary>Null unless the whole hierarchy is mounted: paths in a part of it differ from those of the machine.</summary>
    private static (string Place, string[] Controllers)? Parse(string line)
    {
        var parts = line.Split(" - ", 2);
        var place = parts[0].Split(' ');
        var type = parts[^1].Split(' ');
        return parts.Length == 2 && place.Length >= 6 && place[3] == "/" && type is ["cgroup", _, var options]
            ? (Unescaped(place[4]), options.Split(','))
            : null;
    }

    private static IEnumerable<string> Mountinfo()
    {
        try
        {
            return File.ReadAllLines("/proc/self/mountinfo");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>mountinfo writes a space as "\040".</summary>
    private static string Unescaped(string place)
        => Octal().Replace(place, m => ((char)Convert.ToInt32(m.Value[1..], 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\[0-7]{3}", RegexOptions.CultureInvariant)]
    private static partial Regex Octal();
}
