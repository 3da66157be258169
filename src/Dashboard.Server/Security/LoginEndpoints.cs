using Dashboard.Server.Api;
using Dashboard.Server.Security.IdentityProvider;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Server.Security;

/// <summary>GET /login?t=T (the address that serve prints), the form of the login page, and the logout.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    public const string LogoutPath = "/logout";

    /// <summary>Open pages request it regularly, so that the browser's cookie lasts as long as the session.</summary>
    public const string SessionPath = "/session";

    /// <summary>The query or form field with the token.</summary>
    public const string TokenField = "t";

    /// <summary>The query or form field with the local address to go to.</summary>
    public const string ReturnField = "r";

    private const string WrongToken = "That is not the token of this dashboard.";
    private const string BearerHint = "A program sends the header Authorization: Bearer TOKEN instead of signing in.";

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context, TokenKeeper token, TokenAttempts attempts) =>
        {
            var query = context.Request.Query;
            if (query[TokenField].ToString() is { Length: > 0 } candidate)
            {
                return SignInAsync(context, attempts.Try(token.Current, candidate), query[ReturnField]);
            }

            if (Caller.Of(context) is null)
            {
                return LoginPage.WriteAsync(context, StatusCodes.Status200OK, query[ReturnField], null);
            }

            context.Response.Redirect(LocalAddress.OrHome(query[ReturnField]));
            return Task.CompletedTask;
        }).ExcludeFromDescription();

        app.MapPost(Path, async (HttpContext context, TokenKeeper token, TokenAttempts attempts) =>
        {
            var (form, status, problem) = await LoginForm.ReadAsync(context);
            await (form is null
                ? ApiError.WriteAsync(context, status, problem, BearerHint)
                : SignInAsync(context, attempts.Try(token.Current, form[TokenField].ToString().Trim()), form[ReturnField]));
        }).ExcludeFromDescription();

        app.MapIdentityProvider();
        app.MapPost(LogoutPath, (Delegate)SignOutAsync)
            .WithTags("login").WithName("Logout").WithSummary("Ends the session of the cookie; its pages and connections are closed.");
        app.MapGet(SessionPath, () => Results.NoContent()).ExcludeFromDescription();
    }

    private static async Task SignInAsync(HttpContext context, TokenVerdict verdict, string? returnTo)
    {
        if (verdict == TokenVerdict.Right)
        {
            await context.SignInAsync(new Caller(session: null).ToPrincipal());
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect(LocalAddress.OrHome(returnTo));
            return;
        }

        if (!LoginPage.IsWantedBy(context.Request))
        {
            await (verdict == TokenVerdict.TooMany
                ? ApiError.WriteTooManyAsync(context)
                : ApiError.WriteUnauthorizedAsync(context, WrongToken));
            return;
        }

        await (verdict == TokenVerdict.TooMany
            ? LoginPage.WriteAsync(context, StatusCodes.Status429TooManyRequests, returnTo, ApiError.TooManyTokens)
            : LoginPage.WriteAsync(context, StatusCodes.Status401Unauthorized, returnTo, WrongToken));
    }

    /// <summary>A program that sends the token has no session to end.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync();
        context.Response.Headers.CacheControl = "no-store";
        if (!LoginPage.IsWantedBy(context.Request))
        {
            return Results.NoContent();
        }

        // 303: the browser asks for the page by GET.
        context.Response.Headers.Location = Path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
