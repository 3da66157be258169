using System.Globalization;
using Dashboard.Core.Readings;

namespace Dashboard.Tracing.Proc;

/// <summary>The links in /proc/PID/ns: the target of "mnt" is "mnt:[4026531841]".</summary>
internal static class NamespaceLinks
{
    private const int NoEntry = 2;

    private static readonly string[] Types = ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"];

    /// <summary>Null when they cannot be read. A kernel may lack some.</summary>
    public static IReadOnlyList<NamespaceMembership>? Read(ProcDirectory directory, string procPath, out int errno)
    {
        var found = new List<NamespaceMembership>();
        using var own = ProcDirectory.Open(Path.Combine(procPath, "self"));
        using var init = ProcDirectory.Open(Path.Combine(procPath, "1"));
        errno = NoEntry;
        foreach (var type in Types)
        {
            var link = directory.Link($"ns/{type}", out var error);
            if (link is null)
            {
                errno = error == NoEntry ? errno : error;
                continue;
            }

            var bracket = link.IndexOf('[');
            if (bracket > 0 && long.TryParse(link.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
            {
                var ofInit = init?.Link($"ns/{type}", out _);
                found.Add(new NamespaceMembership(type, inode, link == own?.Link($"ns/{type}", out _), ofInit is null ? null : link == ofInit));
            }
        }

        return found.Count == 0 ? null : found;
    }
}
