using Dashboard.Server.Components;
using Dashboard.Ui;

namespace Dashboard.Server.Hosting;

/// <summary>Hosts the pages of Dashboard.Ui as Interactive Server components. They need a singleton Capture.</summary>
public static class UiHosting
{
    /// <summary>
    /// How long a viewer who lost the connection finds the page as it was. Longer would keep the memory of closed
    /// tabs; the address brings filter and selection back anyway.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Drawings on their way to a browser. One that is too slow to confirm them is drawn for when it has, and sees what
    /// is true then, instead of one old picture after the other.
    /// </summary>
    private const int UnconfirmedDrawings = 3;

    public static IServiceCollection AddDashboardUi(this IServiceCollection services)
    {
        services.AddUi();
        services.AddRazorComponents()
            .AddInteractiveServerComponents(options =>
            {
                options.DisconnectedCircuitRetentionPeriod = Retention;
                options.MaxBufferedUnacknowledgedRenderBatches = UnconfirmedDrawings;
            });
        return services;
    }

    /// <summary>Maps the pages and their assets. Call it after authentication and authorization.</summary>
    public static WebApplication MapDashboardUi(this WebApplication app)
    {
        // An address that leads nowhere gets a page that says so, not an empty answer; an answer with a body is left alone.
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .AddAdditionalAssemblies(typeof(Routes).Assembly);
        return app;
    }
}
