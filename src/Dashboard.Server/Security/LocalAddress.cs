using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Server.Security;

/// <summary>Restricts the target of a login to this server.</summary>
internal static class LocalAddress
{
    /// <summary>The given path if it is local, else "/". In ASCII, because it is used in a header.</summary>
    public static string OrHome(string? path)
        // IsLocalUrl also takes "~/", which a browser does not resolve.
        => path is ['/', ..] && RedirectHttpResult.IsLocalUrl(path) ? Escape(path) : "/";

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
