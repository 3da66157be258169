using Microsoft.AspNetCore.Routing.Template;

namespace Dashboard.Server.Api;

/// <summary>Answers a request that no endpoint matched: unknown path, or wrong method for the path.</summary>
internal static class UnknownPath
{
    public static Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var methods = Methods(path, context.RequestServices.GetRequiredService<EndpointDataSource>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (methods.Count == 0 || methods.Contains(context.Request.Method))
        {
            return ApiError.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no {path}.", "/openapi/v1.json lists all paths.");
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ApiError.WriteMethodAsync(context);
    }

    private static IEnumerable<string> Methods(PathString path, EndpointDataSource endpoints)
        => endpoints.Endpoints.OfType<RouteEndpoint>()
            // A catch-all pattern does not show that this path exists.
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not null && !e.RoutePattern.Parameters.Any(p => p.IsCatchAll) && Matches(e, path))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods);

    private static bool Matches(RouteEndpoint endpoint, PathString path)
        => new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!.TrimStart('/')), []).TryMatch(path, []);
}
