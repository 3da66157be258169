using Dashboard.Server.Api;

namespace Dashboard.Server.Security;

/// <summary>Counts long-lived connections, and refuses those above the limit.</summary>
internal sealed class ConnectionGate(RequestDelegate next, OpenConnections connections)
{
    private const int RetryAfterSeconds = 5;

    private static readonly PathString[] Staying = ["/hubs", "/_blazor", "/api/v1/events/stream", "/api/v1/events/export"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Array.Exists(Staying, path => context.Request.Path.StartsWithSegments(path)))
        {
            await next(context);
            return;
        }

        using var connection = connections.TryEnter(context);
        if (connection is null)
        {
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            await ApiError.WriteAsync(context, StatusCodes.Status503ServiceUnavailable,
                $"{OpenConnections.Max} connections are open, which is all that one dashboard has.", "Close a page, a hub client or a stream.");
            return;
        }

        await next(context);
    }
}
