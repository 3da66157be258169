using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Hosting.Data;

/// <summary>The default data directory.</summary>
internal static class DataLocation
{
    /// <summary>Value instead of a directory: keep no data.</summary>
    public const string Off = "off";

    /// <summary>Set by the privileged part for a user without a home, and by systemd for a service; systemd.exec(5).</summary>
    private const string OfService = "STATE_DIRECTORY";

    private const string OfRoot = "/var/lib/lifecycle";
    private const string Folder = "lifecycle";

    /// <summary>The state directory of the XDG base directory specification; null for a user without a home.</summary>
    public static string? Usual()
        => Path.IsPathRooted(Environment.GetEnvironmentVariable(OfService)) ? Environment.GetEnvironmentVariable(OfService)
            : Environment.IsPrivilegedProcess
            ? OfRoot
            : OfUser(Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Environment.GetEnvironmentVariable("HOME"));

    /// <summary>
    /// Where `serve` of this user keeps its data. Root's server keeps it as the user who runs it, or in one process as root: the directory of a
    /// dashboard that runs, else the first with data.
    /// </summary>
    public static string? OfServer()
    {
        if (!Environment.IsPrivilegedProcess || Path.IsPathRooted(Environment.GetEnvironmentVariable(OfService)))
        {
            return Usual();
        }

        var user = ServerUser.Find();
        string[] both = [user.State, OfRoot];
        return both.FirstOrDefault(DataDirectory.IsInUse) ?? both.FirstOrDefault(Directory.Exists) ?? user.State;
    }

    /// <summary>The specification says to ignore a path that is not absolute.</summary>
    internal static string? OfUser(string? stateHome, string? home)
        => Path.IsPathRooted(stateHome) ? Path.Combine(stateHome, Folder)
            : Path.IsPathRooted(home) ? Path.Combine(home, ".local", "state", Folder)
            : null;
}
