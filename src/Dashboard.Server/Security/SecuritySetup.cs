using Dashboard.Server.Hosting;
using Dashboard.Server.Security.IdentityProvider;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Server.Security;

/// <summary>The security middleware that each request passes before any capture data is read.</summary>
internal static class SecuritySetup
{
    public static IServiceCollection AddSecurity(this IServiceCollection services, ServeSettings settings)
    {
        services.AddSingleton(settings.Token);
        services.AddSingleton(settings.Data);
        services.AddSingleton(new HostRules(settings.Urls));
        services.AddSingleton<TokenAttempts>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<OpenConnections>();
        services.AddHostedService<SessionWatch>();
        var authentication = services.AddAuthentication(DashboardAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, DashboardAuthenticationHandler>(DashboardAuthenticationHandler.SchemeName, null);
        if (settings.IdentityProvider is { } provider)
        {
            authentication.AddIdentityProvider(provider, settings.Data.InstanceId);
        }

        // The fallback policy applies to each endpoint, and to requests that match none.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAssertion(asked => asked.User.Identity is Caller || OpenPaths.Include(((HttpContext)asked.Resource!).Request))
            .Build());
        // A name per instance: with the default name, instances on one host would receive and reject each other's cookies.
        services.Configure<AntiforgeryOptions>(forms => forms.Cookie.Name = $"dashboard-{settings.Data.InstanceId}-forms");
        return services;
    }

    public static void UseSecurity(this IApplicationBuilder app, ServeSettings settings)
    {
        if (settings.AccessLog is { } log)
        {
            app.UseMiddleware<AccessLogging>(log);
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HostGate>();
        if (settings.IdentityProvider is not null)
        {
            app.UseIdentityProvider();
        }

        app.UseAuthentication();
        app.UseMiddleware<AnonymousBodyLimit>();
        app.UseAuthorization();
        app.UseMiddleware<ConnectionGate>();
    }
}
