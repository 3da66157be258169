using Dashboard.Server.Hosting;
using Microsoft.AspNetCore.Antiforgery;

namespace Dashboard.Server.Security;

/// <summary>The front door: what each request goes through before anything of the capture is read.</summary>
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
        services.AddSingleton<Entrance>();
        services.AddSingleton<OpenConnections>();
        services.AddHostedService<SessionWatch>();
        // Of the pages. By its usual name each instance would get, and complain about, the cookie of the others.
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
        app.UseMiddleware<TokenGate>();
        app.UseMiddleware<ConnectionGate>();
    }
}
