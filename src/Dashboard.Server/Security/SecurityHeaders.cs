using Dashboard.Server.Hosting;

namespace Dashboard.Server.Security;

/// <summary>Security headers that each response sends to the browser.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Scripts: files only; the pages use no import map and no inline script. Styles: MudBlazor and Plotly set style
    // attributes and create style elements, so 'unsafe-inline' is needed there.
    private static readonly string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + $"connect-src 'self'{(DevelopmentMode.IsOn ? " ws://localhost:*" : "")}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
