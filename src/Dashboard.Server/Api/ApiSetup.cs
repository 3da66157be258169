using Dashboard.Core.Filtering.Language;
using Dashboard.Server.Metrics;
using Dashboard.Server.Querying;
using Microsoft.AspNetCore.Diagnostics;

namespace Dashboard.Server.Api;

/// <summary>All paths under /api/v1, and their error responses.</summary>
internal static class ApiSetup
{
    private const string Prefix = "/api/v1";

    /// <summary>Approximate upper bound of the time that the running query still needs.</summary>
    private const string RetryAfterSeconds = "3";

    /// <summary>The client closed the connection before the response; nginx uses the same number in its log.</summary>
    private const int ClientClosedRequest = 499;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        return services;
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapMetrics();
        var api = app.MapGroup(Prefix).WithTags("capture").AddEndpointFilter(RefuseAsync);
        api.MapStatus();
        api.MapProcesses();
        api.MapEvents();
        api.MapErrnos();
        api.MapExits();
        api.MapPids();
        api.MapSpawners();
        api.MapPrograms();
        api.MapSecrets();
        api.MapOverview();
        api.MapTracepoints();
        app.MapOpenApi("/openapi/{documentName}.json");
        // Without this, the fallback of the pages would answer a misspelt path with HTML.
        app.Map("/api/{**rest}", UnknownPath.AnswerAsync).ExcludeFromDescription();
    }

    /// <summary>
    /// The last resort. A defect of the server is logged and answered without a stack trace; a malformed request is the
    /// sender's mistake and is not logged.
    /// </summary>
    public static void UseApiErrors(this IApplicationBuilder app)
        => app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFailureAsync,
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException
                || (failed.Exception is OperationCanceledException && failed.HttpContext.RequestAborted.IsCancellationRequested),
        });

    private static Task AnswerFailureAsync(HttpContext context)
        => context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException broken
            ? ApiError.WriteAsync(context, broken.StatusCode, "The request is broken or too large.", null)
            : ApiError.WriteAsync(context, StatusCodes.Status500InternalServerError,
                "The dashboard could not answer this.", "The console of the program says more.");

    /// <summary>Documents that a path reads many rows, and the errors that follow from it.</summary>
    public static RouteHandlerBuilder AsksManyRows(this RouteHandlerBuilder path)
        => path.Produces<ApiError>(StatusCodes.Status400BadRequest)
            .Produces<ApiError>(StatusCodes.Status422UnprocessableEntity)
            .Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);

    private static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (BadInputException bad)
        {
            return Results.Json(bad.Error, statusCode: bad.Status);
        }
        catch (FilterTooExpensiveException expensive) when (!http.Response.HasStarted)
        {
            return Results.Json(new ApiError(expensive.Message, expensive.Hint), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (QueryQueueFullException full)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Results.Json(new ApiError(full.Message, $"Ask again in {RetryAfterSeconds} seconds."), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(ClientClosedRequest);
        }
    }
}
