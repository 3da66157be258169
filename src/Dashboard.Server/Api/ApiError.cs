using System.Text.Json.Serialization;

namespace Dashboard.Server.Api;

/// <summary>Why a request was refused.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Hint">What to do instead; null when there is nothing to suggest.</param>
/// <param name="Position">For a bad filter: index of the first wrong character, from 0. Otherwise absent.</param>
/// <param name="Length">For a bad filter: the number of wrong characters; 0 when something is missing. Otherwise absent.</param>
public sealed record ApiError(
    string Error,
    string? Hint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Position = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Length = null)
{
    internal const string TooManyTokens = "Too many wrong tokens were tried: wait a second and try again.";

    internal static Task WriteAsync(HttpContext context, int status, string error, string? hint)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new ApiError(error, hint), ApiJson.Options, "application/json", context.RequestAborted);
    }

    internal static Task WriteUnauthorizedAsync(HttpContext context, string error)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(context, StatusCodes.Status401Unauthorized, error,
            "Send Authorization: Bearer TOKEN; the program printed the token when it started.");
    }

    /// <summary>The Allow header of the response lists the accepted methods.</summary>
    internal static Task WriteMethodAsync(HttpContext context)
        => WriteAsync(context, StatusCodes.Status405MethodNotAllowed,
            $"{context.Request.Path} does not take {context.Request.Method}.", $"It takes {context.Response.Headers.Allow}.");

    internal static Task WriteTooManyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, TooManyTokens, null);
    }
}
