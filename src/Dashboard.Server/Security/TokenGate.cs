using Dashboard.Server.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Server.Security;

/// <summary>Admits requests with the token, in "Authorization: Bearer" or by the cookie of a login.</summary>
internal sealed class TokenGate(RequestDelegate next, TokenKeeper token, TokenAttempts attempts, Sessions sessions, SessionCookie cookie)
{
    /// <summary>Upper bound of a request body without login: the login form needs less.</summary>
    public const int MaxAnonymousBodyBytes = 8 << 10;

    /// <summary>The login page needs these files; they contain nothing secret.</summary>
    private static readonly PathString[] PublicFiles = ["/css", "/fonts", "/img", "/favicon.ico", "/js/theme.js"];

    private static readonly PathString[] PublicEndpoints = ["/healthz", LoginEndpoints.Path];

    public static bool IsPublicFile(HttpRequest request) => Array.Exists(PublicFiles, path => request.Path.StartsWithSegments(path));

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var text = cookie.Read(request);
        if (sessions.Use(text) is { } session)
        {
            new Caller(session).Attach(context);
            if (sessions.Renew(session))
            {
                cookie.Write(context, text!);
            }

            return next(context);
        }

        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var usual = limit?.MaxRequestBodySize;
        if (limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = MaxAnonymousBodyBytes;
        }

        if (IsPublic(request))
        {
            return next(context);
        }

        if (BearerOf(request) is not { } bearer)
        {
            return AskAsync(context);
        }

        switch (attempts.Try(token.Current, bearer))
        {
            case TokenVerdict.Right:
                new Caller(Session: null).Attach(context);
                if (limit is { IsReadOnly: false })
                {
                    limit.MaxRequestBodySize = usual;
                }

                return next(context);
            case TokenVerdict.TooMany:
                return ApiError.WriteTooManyAsync(context);
            default:
                return ApiError.WriteUnauthorizedAsync(context, "This is not the token of this dashboard.");
        }
    }

    private static Task AskAsync(HttpContext context)
    {
        var request = context.Request;
        if (!LoginPage.IsWantedBy(request))
        {
            return ApiError.WriteUnauthorizedAsync(context, "This needs the token of this dashboard.");
        }

        // A form is not sent again after the login, so the login leads to the start page.
        var here = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : null;
        return IsLinkFromElsewhere(request)
            ? LoginPage.WriteBounceAsync(context)
            : LoginPage.WriteAsync(context, StatusCodes.Status401Unauthorized, here, null);
    }

    private static bool IsPublic(HttpRequest request)
        => Array.Exists(PublicEndpoints, path => request.Path.Equals(path))
            || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && IsPublicFile(request));

    private static string? BearerOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers[HeaderNames.Authorization] is [{ } value]
            && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? value[Scheme.Length..].Trim()
                : null;
    }

    /// <summary>
    /// A SameSite=Strict cookie is not sent when a link on another site is followed. A redirect through a page of our own
    /// makes the browser send it, so that such links work.
    /// </summary>
    private static bool IsLinkFromElsewhere(HttpRequest request)
        => HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site";
}
