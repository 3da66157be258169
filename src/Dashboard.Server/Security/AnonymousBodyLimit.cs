using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Server.Security;

/// <summary>Bounds the body of a request without login.</summary>
internal sealed class AnonymousBodyLimit(RequestDelegate next)
{
    /// <summary>The login form needs less.</summary>
    public const int MaxBytes = 8 << 10;

    public Task InvokeAsync(HttpContext context)
    {
        if (Caller.Of(context) is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        return next(context);
    }
}
