using System.Security.Claims;
using Dashboard.Core.Model;
using Dashboard.Server.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dashboard.Server.Security.IdentityProvider;

/// <summary>
/// Sign in with OpenID Connect by ASP.NET's handler: authorization code with PKCE. It ends in a session of our own, as a login by token
/// does; the provider's tokens are not kept.
/// </summary>
internal static class ProviderSetup
{
    /// <summary>The link of the login page: leads to the provider.</summary>
    public const string StartPath = "/login/provider";

    /// <summary>The provider sends the browser back to this path, which is registered there.</summary>
    public const string CallbackPath = "/login/callback";

    private const string SchemeName = "OpenIdConnect";
    private const int MaxAnswerBytes = 1 << 20;
    private const int MaxErrorLength = 40;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <param name="instanceId">Cookies are shared by all ports of a host, so each instance uses its own names.</param>
    public static void AddIdentityProvider(this AuthenticationBuilder authentication, IdentityProviderSettings provider, string instanceId)
    {
        authentication.Services.AddSingleton(provider);
        authentication.AddOpenIdConnect(SchemeName, options =>
        {
            options.SignInScheme = DashboardAuthenticationHandler.SchemeName;
            options.Authority = provider.Authority.ToString();
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            // Refused by the command line but for a loopback address.
            options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
            options.CallbackPath = CallbackPath;
            // Others may not end a session, so these two paths of the handler are off.
            options.RemoteSignOutPath = PathString.Empty;
            options.SignedOutCallbackPath = PathString.Empty;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // A POST from the provider would come without cookies of SameSite=Lax, and None needs https.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.Scope.Add("email");
            options.BackchannelTimeout = AnswerTimeout;
            Name(options.CorrelationCookie, $"dashboard-{instanceId}-correlation.");
            Name(options.NonceCookie, $"dashboard-{instanceId}-nonce.");
            options.Events = new OpenIdConnectEvents
            {
                OnTokenValidated = validated =>
                {
                    if (!provider.Admits(validated.Principal!))
                    {
                        validated.Fail(new ProviderRefusal(UserOf(validated.Principal!)));
                    }

                    return Task.CompletedTask;
                },
                OnTicketReceived = received =>
                {
                    received.Response.Headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                },
                OnRemoteFailure = failed =>
                {
                    failed.HandleResponse();
                    return AnswerFailureAsync(failed.HttpContext, provider, failed.Failure);
                },
            };
        });
        authentication.Services.AddOptions<OpenIdConnectOptions>(SchemeName).PostConfigure(options => options.Backchannel.MaxResponseContentBufferSize = MaxAnswerBytes);
    }

    /// <summary>The callback is read before the login is known, so it takes no body.</summary>
    public static void UseIdentityProvider(this IApplicationBuilder app)
        => app.UseWhen(context => context.Request.Path == CallbackPath && !HttpMethods.IsGet(context.Request.Method), refused => refused.Run(context =>
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            return ApiError.WriteMethodAsync(context);
        }));

    public static void MapIdentityProvider(this IEndpointRouteBuilder app)
        => app.MapGet(StartPath, async (HttpContext context) =>
        {
            var returnTo = context.Request.Query[LoginEndpoints.ReturnField].ToString();
            if (context.RequestServices.GetService<IdentityProviderSettings>() is not { } provider)
            {
                context.Response.Redirect(LoginEndpoints.Path);
                return;
            }

            try
            {
                await context.ChallengeAsync(SchemeName, new AuthenticationProperties { RedirectUri = LocalAddress.OrHome(returnTo) });
            }
            catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException or IOException && !context.Response.HasStarted)
            {
                Log(context, provider, problem);
                await WriteAsync(context, StatusCodes.Status503ServiceUnavailable,
                    $"{provider.Host} does not answer. Try again, or sign in with the token; the log of the dashboard says more.", returnTo);
            }
        }).ExcludeFromDescription();

    /// <summary>The name of a person in the access log.</summary>
    public static string UserOf(ClaimsPrincipal person)
        => person.FindFirstValue("preferred_username") ?? person.FindFirstValue("email") ?? person.FindFirstValue("sub") ?? "someone";

    private static void Name(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static Task AnswerFailureAsync(HttpContext context, IdentityProviderSettings provider, Exception? failure)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (failure is ProviderRefusal refusal)
        {
            return WriteAsync(context, StatusCodes.Status403Forbidden,
                $"{KernelText.Display(refusal.User)} may not look at this dashboard. Its administrator decides that by --oidc-allow.", null);
        }

        if (failure?.Data["error"] is string { Length: > 0 and <= MaxErrorLength } error && error.All(c => char.IsAsciiLetterLower(c) || c == '_'))
        {
            return WriteAsync(context, StatusCodes.Status401Unauthorized, $"{provider.Host} did not sign you in: {error}.", null);
        }

        Log(context, provider, failure);
        return WriteAsync(context, StatusCodes.Status401Unauthorized,
            $"Signing in at {provider.Host} failed. Try again, or sign in with the token; the log of the dashboard says more.", null);
    }

    private static Task WriteAsync(HttpContext context, int status, string problem, string? returnTo)
        => LoginPage.IsWantedBy(context.Request)
            ? LoginPage.WriteAsync(context, status, returnTo, problem, isOfToken: false)
            : ApiError.WriteAsync(context, status, problem, null);

    private static void Log(HttpContext context, IdentityProviderSettings provider, Exception? problem)
    {
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSetup));
        // The innermost reason says what to do: "Connection refused".
        log.LogWarning("Signing in at {Provider} failed: {Reason}", provider.Host, KernelText.Display((problem?.GetBaseException().Message ?? "no reason").Split('\n')[0].TrimEnd('.')));
        log.LogDebug(problem, "The exception behind it");
    }
}
