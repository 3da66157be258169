using System.Text;

namespace Dashboard.Server.Security;

/// <summary>Restricts the target of a login to this server.</summary>
internal static class LocalAddress
{
    /// <summary>The given path if it is local, else "/". In ASCII, because it is used in a header.</summary>
    public static string OrHome(string? path)
        // Browsers read "//host" and "/\host" as another host, and remove tabs and line breaks before they parse.
        => path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? Escape(path) : "/";

    private static string Escape(string path)
    {
        if (path.All(c => c is > ' ' and < '\x7f'))
        {
            return path;
        }

        var escaped = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            _ = b is > (byte)' ' and < 0x7f ? escaped.Append((char)b) : escaped.Append('%').Append(b.ToString("X2"));
        }

        return escaped.ToString();
    }
}
