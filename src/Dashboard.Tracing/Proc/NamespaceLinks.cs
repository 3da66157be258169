using System.Globalization;
using Dashboard.Core.Readings;

namespace Dashboard.Tracing.Proc;

/// <summary>The links in /proc/PID/ns: the target of "mnt" is "mnt:[4026531841]".</summary>
internal static class NamespaceLinks
{
    private const int NoEntry = 2;

    private static readonly string[] Types = ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"];

    /// <summary>Null when none can be read. A kernel may lack some.</summary>
    /// <param name="missing">Those that the reader has, and of this process cannot be read.</param>
    /// <param name="errno">Of the last one that cannot be read.</param>
    public static IReadOnlyList<NamespaceMembership>? Read(ProcDirectory directory, string procPath, out IReadOnlyList<string> missing, out int errno)
    {
        var (found, lacking) = (new List<NamespaceMembership>(), new List<string>());
        using var own = ProcDirectory.Open(Path.Combine(procPath, "self"));
        using var init = ProcDirectory.Open(Path.Combine(procPath, "1"));
        errno = NoEntry;
        foreach (var type in Types)
        {
            var link = directory.Link($"ns/{type}", out var error);
            if (link is null)
            {
                errno = error == NoEntry ? errno : error;
                if (error != NoEntry || own?.Link($"ns/{type}", out _) is not null)
                {
                    lacking.Add(type);
                }

                continue;
            }

            var bracket = link.IndexOf('[');
            if (bracket > 0 && long.TryParse(link.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
            {
                var ofInit = init?.Link($"ns/{type}", out _);
                found.Add(new NamespaceMembership(type, inode, link == own?.Link($"ns/{type}", out _), ofInit is null ? null : link == ofInit));
            }
        }

        missing = lacking;
        return found.Count == 0 ? null : found;
    }
}
