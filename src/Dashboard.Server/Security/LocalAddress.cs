namespace Dashboard.Server.Security;

/// <summary>Where a login may lead to: a place on this server.</summary>
internal static class LocalAddress
{
    /// <summary>The given path when it cannot lead away from here, else "/".</summary>
    public static string OrHome(string? path)
        // Browsers read "//host" and "/\host" as another host, and drop tabs and line breaks before they read at all.
        => path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";
}
