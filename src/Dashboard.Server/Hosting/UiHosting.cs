using Dashboard.Server.Api;
using Dashboard.Server.Components;
using Dashboard.Server.Security;
using Dashboard.Ui;
using Dashboard.Ui.Shared.Url;
using Microsoft.AspNetCore.Diagnostics;

namespace Dashboard.Server.Hosting;

/// <summary>Hosts the pages of Dashboard.Ui as Interactive Server components. Requires a singleton Capture.</summary>
public static class UiHosting
{
    /// <summary>
    /// How long the page of a lost connection is kept. A longer time would keep the memory of closed tabs; the URL restores
    /// filter and selection anyway.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Upper bound of render batches sent but not confirmed. A browser that confirms slowly gets the next batch afterwards,
    /// with the state of that time, instead of a backlog of outdated ones.
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
        // An unknown address gets an error page; a response that has a body is unchanged.
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use((context, next) =>
        {
            context.Features.Get<IStatusCodePagesFeature>()!.Enabled = IsPage(context.Request);
            return next(context);
        });
        app.Use((context, next) =>
        {
            if (!IsOldTreeAddress(context.Request))
            {
                return next(context);
            }

            context.Response.Redirect(ViewOptions.Page + context.Request.QueryString);
            return Task.CompletedTask;
        });
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .AddAdditionalAssemblies(typeof(Routes).Assembly)
            .Add(TakeNoForms);
        return app;
    }

    /// <summary>True for addresses that a person may type or follow. A missing style sheet or picture gets no error page.</summary>
    private static bool IsPage(HttpRequest request)
        => HttpMethods.IsGet(request.Method) && LoginPage.IsWantedBy(request) && !OpenPaths.IsFile(request)
            && !Path.HasExtension(request.Path);

    /// <summary>The tree was at "/" once: links to it that people kept have its parameters.</summary>
    private static bool IsOldTreeAddress(HttpRequest request)
        => HttpMethods.IsGet(request.Method) && request.Path == UrlState.Home && request.Query.Keys.Any(ViewOptions.Parameters.Contains);

    /// <summary>Adds a JSON body where the framework sends only the status.</summary>
    private static Task AnswerAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => UnknownPath.AnswerAsync(context),
        StatusCodes.Status405MethodNotAllowed => ApiError.WriteMethodAsync(context),
        _ => Task.CompletedTask,
    };

    /// <summary>No page receives a form, so a POST to a page is refused like a POST to any read-only path.</summary>
    private static void TakeNoForms(EndpointBuilder page)
    {
        if (page.Metadata.OfType<HttpMethodMetadata>().FirstOrDefault(m => m.HttpMethods.Contains(HttpMethods.Get)) is { } methods)
        {
            page.Metadata.Remove(methods);
            page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get]));
        }
    }
}
