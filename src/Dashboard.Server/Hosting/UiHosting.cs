using Dashboard.Server.Api;
using Dashboard.Server.Components;
using Dashboard.Server.Security;
using Dashboard.Ui;
using Microsoft.AspNetCore.Diagnostics;

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
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext));
        // An address that leads nowhere gets a page that says so; an answer with a body is left alone.
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use((context, next) =>
        {
            context.Features.Get<IStatusCodePagesFeature>()!.Enabled = IsPage(context.Request);
            return next(context);
        });
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .AddAdditionalAssemblies(typeof(Routes).Assembly)
            .Add(TakeNoForms);
        return app;
    }

    /// <summary>What a person may have typed or followed. A missing style sheet or picture is not replaced by a page.</summary>
    private static bool IsPage(HttpRequest request)
        => HttpMethods.IsGet(request.Method) && LoginPage.IsWantedBy(request) && !TokenGate.IsPublicFile(request)
            && !Path.HasExtension(request.Path);

    /// <summary>Says in JSON what the framework says by the status alone.</summary>
    private static Task AnswerAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => UnknownPath.AnswerAsync(context),
        StatusCodes.Status405MethodNotAllowed => ApiError.WriteMethodAsync(context),
        _ => Task.CompletedTask,
    };

    /// <summary>No page has a form that is sent to it, so a POST to a page is refused as to any path that is only for reading.</summary>
    private static void TakeNoForms(EndpointBuilder page)
    {
        if (page.Metadata.OfType<HttpMethodMetadata>().FirstOrDefault(m => m.HttpMethods.Contains(HttpMethods.Get)) is { } methods)
        {
            page.Metadata.Remove(methods);
            page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get]));
        }
    }
}
