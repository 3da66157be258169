using System.Buffers.Text;
using System.Security.Cryptography;

namespace Dashboard.Server.Security;

/// <summary>What each response tells the browser not to do.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>
    /// HttpContext.Items has here the nonce of this response's inline scripts: Blazor's import map is one, everything
    /// else is a file.
    /// </summary>
    public const string NonceItem = "csp-nonce";

    private const int NonceBytes = 16;

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[NonceItem] = nonce;
        var headers = context.Response.Headers;
        // Styles: MudBlazor and Plotly set style attributes and write style elements, so 'unsafe-inline' is needed there.
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; "
            + "base-uri 'self'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
