using System.Text.Json.Serialization;

namespace Dashboard.Server.Api;

/// <summary>Why a request was refused.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Hint">What to do instead; null when there is nothing to suggest.</param>
/// <param name="Position">Of a bad filter: index of the first character that it is about, from 0. Otherwise absent.</param>
/// <param name="Length">Of a bad filter: how many characters it is about; 0 when something is missing. Otherwise absent.</param>
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

    /// <summary>The answer's Allow says which methods are taken.</summary>
    internal static Task WriteMethodAsync(HttpContext context)
        => WriteAsync(context, StatusCodes.Status405MethodNotAllowed,
            $"{context.Request.Path} does not take {context.Request.Method}.", $"It takes {context.Response.Headers.Allow}.");

    internal static Task WriteTooManyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, TooManyTokens, null);
    }
}
