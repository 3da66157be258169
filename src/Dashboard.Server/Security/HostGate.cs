using Dashboard.Server.Api;

namespace Dashboard.Server.Security;

/// <summary>Refuses requests with a foreign host name, and those made by a page of another origin.</summary>
internal sealed class HostGate(RequestDelegate next, HostRules rules)
{
    private static readonly PathString[] Sockets = ["/hubs", "/_blazor"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!rules.Allows(request.Host))
        {
            return ApiError.WriteAsync(context, StatusCodes.Status400BadRequest,
                "The Host header names another host.",
                "Use a loopback address or localhost, or start the dashboard with that name in --urls.");
        }

        if (NeedsOrigin(request) && !IsSameOrigin(request))
        {
            return ApiError.WriteAsync(context, StatusCodes.Status403Forbidden,
                "The Origin header names another site.",
                "Open the dashboard by the address that it printed; a program sends no Origin.");
        }

        return next(context);
    }

    /// <summary>A browser lets any page open a WebSocket or send a form to any server, and cookies are shared by all ports of a host.</summary>
    private static bool NeedsOrigin(HttpRequest request)
        => !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            || Array.Exists(Sockets, path => request.Path.StartsWithSegments(path));

    /// <summary>Browsers always send Origin with these requests; without it the sender is a program.</summary>
    private static bool IsSameOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase));
    }
}
