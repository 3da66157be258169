using System.Globalization;
using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Platform;

/// <summary>The person who started this program, of whom "Mine" speaks.</summary>
public static class StartingUser
{
    /// <summary>The kernel's value of a process that no login started, such as a service: (uid_t)-1.</summary>
    private const uint NoLogin = uint.MaxValue;

    /// <summary>The user who called sudo, else the user of this process, else of its login. Null when all are root or unknown.</summary>
    public static MachineUser? Find()
        => Find(Environment.GetEnvironmentVariable("SUDO_UID"), Read("/proc/self/status"), Read("/proc/self/loginuid"), new UserNames());

    /// <param name="status">/proc/self/status, with a line "Uid:	1000	1000	1000	1000".</param>
    /// <param name="loginUid">/proc/self/loginuid: "1000"; empty on kernels without auditing.</param>
    internal static MachineUser? Find(string? sudoUid, string status, string loginUid, UserNames names)
    {
        var own = status.Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t').ElementAtOrDefault(1);
        foreach (var text in new[] { sudoUid, own, loginUid })
        {
            if (uint.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uid is not (0 or NoLogin))
            {
                return new MachineUser(uid, names.Find(uid));
            }
        }

        return null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
