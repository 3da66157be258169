using Dashboard.Server.Api;

namespace Dashboard.Server.Security;

/// <summary>GET /login?t=T (the address that serve prints) and the form of the login page.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    /// <summary>The query or form field with the token.</summary>
    public const string TokenField = "t";

    /// <summary>The query or form field with the local address to go to.</summary>
    public const string ReturnField = "r";

    private const string WrongToken = "That is not the token of this dashboard.";

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context, AccessToken token, TokenAttempts attempts) =>
        {
            var query = context.Request.Query;
            if (query[TokenField].ToString() is { Length: > 0 } candidate)
            {
                return SignInAsync(context, token, attempts, candidate, query[ReturnField]);
            }

            if (!token.MatchesCookie(context.Request.Cookies[TokenGate.CookieName]))
            {
                return LoginPage.WriteAsync(context, StatusCodes.Status200OK, query[ReturnField], null);
            }

            context.Response.Redirect(LocalAddress.OrHome(query[ReturnField]));
            return Task.CompletedTask;
        }).ExcludeFromDescription();

        app.MapPost(Path, async (HttpContext context, AccessToken token, TokenAttempts attempts) =>
        {
            if (!context.Request.HasFormContentType)
            {
                await ApiError.WriteAsync(context, StatusCodes.Status400BadRequest, "This takes a form with the field t.",
                    "A program sends the header Authorization: Bearer TOKEN instead of signing in.");
                return;
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            await SignInAsync(context, token, attempts, form[TokenField].ToString().Trim(), form[ReturnField]);
        }).ExcludeFromDescription();
    }

    private static Task SignInAsync(
        HttpContext context, AccessToken token, TokenAttempts attempts, string candidate, string? returnTo)
    {
        var verdict = attempts.Try(token, candidate);
        if (verdict == TokenVerdict.Right)
        {
            context.Response.Cookies.Append(TokenGate.CookieName, token.CookieValue, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                IsEssential = true,
                Path = "/",
            });
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect(LocalAddress.OrHome(returnTo));
            return Task.CompletedTask;
        }

        if (!LoginPage.IsWantedBy(context.Request))
        {
            return verdict == TokenVerdict.TooMany
                ? ApiError.WriteTooManyAsync(context)
                : ApiError.WriteUnauthorizedAsync(context, WrongToken);
        }

        return verdict == TokenVerdict.TooMany
            ? LoginPage.WriteAsync(context, StatusCodes.Status429TooManyRequests, returnTo, ApiError.TooManyTokens)
            : LoginPage.WriteAsync(context, StatusCodes.Status401Unauthorized, returnTo, WrongToken);
    }
}
