using Dashboard.Server.Security.IdentityProvider;

namespace Dashboard.Server.Security;

/// <summary>
/// The paths that need no login. Paths instead of AllowAnonymous on endpoints: a wrong method and a missing file have no endpoint to
/// mark, and routing takes /login/ for /login.
/// </summary>
internal static class OpenPaths
{
    /// <summary>The login page needs these files; they contain nothing secret.</summary>
    private static readonly PathString[] Files = ["/css", "/fonts", "/img", "/favicon.ico", "/js/theme.js"];

    private static readonly PathString[] Endpoints = ["/healthz", LoginEndpoints.Path, ProviderSetup.StartPath];

    public static bool Include(HttpRequest request)
        => Array.Exists(Endpoints, path => request.Path.Equals(path))
            || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && IsFile(request));

    public static bool IsFile(HttpRequest request) => Array.Exists(Files, path => request.Path.StartsWithSegments(path));
}
