using System.Security.Claims;
using System.Text.Encodings.Web;
using Dashboard.Server.Api;
using Dashboard.Server.Security.IdentityProvider;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Server.Security;

/// <summary>
/// The authentication scheme: the token in "Authorization: Bearer", or the cookie of a login. The user of an authenticated
/// request is a <see cref="Caller"/>.
/// </summary>
/// <remarks>
/// ASP.NET's cookie handler would need a session store, because a logout and a new token end sessions at once: this class would keep
/// <see cref="Sessions"/>, and each response that renews the cookie would forbid caching.
/// </remarks>
internal sealed class DashboardAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    TokenKeeper token, TokenAttempts attempts, Sessions sessions, SessionCookie cookie)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Dashboard";

    private const string BearerPrefix = "Bearer ";

    /// <summary>Result of the header's token; null when none was checked. The handler serves one request.</summary>
    private TokenVerdict? _verdict;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <summary>Answers a request that needs a login: 401 or 429, and a browser gets the login page.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => _verdict switch
    {
        TokenVerdict.TooMany => ApiError.WriteTooManyAsync(Context),
        TokenVerdict.Wrong => ApiError.WriteUnauthorizedAsync(Context, "This is not the token of this dashboard."),
        _ when !LoginPage.IsWantedBy(Request) => ApiError.WriteUnauthorizedAsync(Context, "This needs the token of this dashboard."),
        _ when IsLinkFromElsewhere() => LoginPage.WriteBounceAsync(Context),
        // A form is not sent again after the login, so the login leads to the start page.
        _ => LoginPage.WriteAsync(Context, StatusCodes.Status401Unauthorized, HttpMethods.IsGet(Request.Method) ? Request.Path + Request.QueryString : null, null),
    };

    /// <summary>Starts a session. It replaces an earlier one of the same browser, which keeps only one cookie.</summary>
    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        if (Caller.Of(Context)?.Session is { } before)
        {
            sessions.End(before);
        }

        cookie.Write(Context, sessions.Begin(user.Identity is Caller ? null : ProviderSetup.UserOf(user)));
        return Task.CompletedTask;
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (Caller.Of(Context)?.Session is { } session)
        {
            sessions.End(session);
        }

        cookie.Delete(Context);
        return Task.CompletedTask;
    }

    private AuthenticateResult Authenticate()
    {
        var text = cookie.Read(Request);
        if (sessions.Use(text) is { } session)
        {
            if (sessions.Renew(session))
            {
                cookie.Write(Context, text!);
            }

            return Success(session);
        }

        // An open path takes no token, so wrong ones sent there use up no attempts.
        if (OpenPaths.Include(Request) || BearerToken() is not { } bearer)
        {
            return AuthenticateResult.NoResult();
        }

        _verdict = attempts.Try(token.Current, bearer);
        return _verdict == TokenVerdict.Right ? Success(session: null) : AuthenticateResult.Fail("The token is wrong.");
    }

    private AuthenticateResult Success(Session? session) => AuthenticateResult.Success(new AuthenticationTicket(new Caller(session).ToPrincipal(), Scheme.Name));

    private string? BearerToken()
        => Request.Headers[HeaderNames.Authorization] is [{ } value] && value.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? value[BearerPrefix.Length..].Trim()
            : null;

    /// <summary>
    /// A SameSite=Strict cookie is not sent when a link on another site is followed. A redirect through a page of our own
    /// makes the browser send it, so that such links work.
    /// </summary>
    private bool IsLinkFromElsewhere() => HttpMethods.IsGet(Request.Method) && Request.Headers["Sec-Fetch-Site"] == "cross-site";
}
