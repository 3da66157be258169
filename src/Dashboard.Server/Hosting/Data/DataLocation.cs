namespace Dashboard.Server.Hosting.Data;

/// <summary>Where a dashboard keeps its data when nothing else is asked for.</summary>
internal static class DataLocation
{
    /// <summary>In place of a directory: keep nothing.</summary>
    public const string Off = "off";

    private const string OfRoot = "/var/lib/lifecycle";
    private const string Folder = "lifecycle";

    /// <summary>As the XDG base directory specification has it for state; null for a user without a home.</summary>
    public static string? Usual()
        => Environment.IsPrivilegedProcess
            ? OfRoot
            : OfUser(Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Environment.GetEnvironmentVariable("HOME"));

    /// <summary>A path that is not absolute is to be ignored, says the specification.</summary>
    internal static string? OfUser(string? stateHome, string? home)
        => Path.IsPathRooted(stateHome) ? Path.Combine(stateHome, Folder)
            : Path.IsPathRooted(home) ? Path.Combine(home, ".local", "state", Folder)
            : null;
}
