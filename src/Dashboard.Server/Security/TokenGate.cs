using Dashboard.Server.Api;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Server.Security;

/// <summary>Lets through who has the token, as "Authorization: Bearer" or as the cookie of the login.</summary>
internal sealed class TokenGate(RequestDelegate next, AccessToken token, TokenAttempts attempts)
{
    public const string CookieName = "dashboard";

    /// <summary>The login page needs these, and they tell nothing.</summary>
    private static readonly PathString[] PublicFiles = ["/css", "/fonts", "/img", "/favicon.ico", "/js/theme.js"];

    private static readonly PathString[] PublicEndpoints = ["/healthz", LoginEndpoints.Path];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsPublic(request) || token.MatchesCookie(request.Cookies[CookieName]))
        {
            return next(context);
        }

        if (BearerOf(request) is { } bearer)
        {
            return attempts.Try(token, bearer) switch
            {
                TokenVerdict.Right => next(context),
                TokenVerdict.TooMany => ApiError.WriteTooManyAsync(context),
                _ => ApiError.WriteUnauthorizedAsync(context, "This is not the token of this dashboard."),
            };
        }

        if (!LoginPage.IsWantedBy(request))
        {
            return ApiError.WriteUnauthorizedAsync(context, "This needs the token of this dashboard.");
        }

        return IsLinkFromElsewhere(request)
            ? LoginPage.WriteBounceAsync(context)
            : LoginPage.WriteAsync(context, StatusCodes.Status401Unauthorized, request.Path + request.QueryString, null);
    }

    private static bool IsPublic(HttpRequest request)
        => Array.Exists(PublicEndpoints, path => request.Path.Equals(path))
            || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                && Array.Exists(PublicFiles, path => request.Path.StartsWithSegments(path)));

    private static string? BearerOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers[HeaderNames.Authorization] is [{ } value]
            && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? value[Scheme.Length..].Trim()
                : null;
    }

    /// <summary>
    /// A SameSite=Strict cookie does not come along when a link on another site is followed. One hop over a page of
    /// our own brings it, so that a link to a process in somebody's notes works.
    /// </summary>
    private static bool IsLinkFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "cross-site";
}
