using System.Text.Encodings.Web;
using Dashboard.Server.Security.IdentityProvider;

namespace Dashboard.Server.Security;

/// <summary>The page that asks for the token. Plain HTML: it works without scripts and before the login.</summary>
internal static class LoginPage
{
    // Inline, so that the page is self-contained; colours, sizes and fonts come from tokens.css.
    private const string Style = """

            body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
              font: var(--text-l)/1.5 var(--font-ui) }
            main { box-sizing: border-box; width: min(26rem, 100vw - 2 * var(--space-4)); padding: var(--space-5); background: var(--surface);
              border: var(--hair) solid var(--line); border-radius: var(--radius-l) }
            h1 { margin: 0 0 var(--space-4); font-size: var(--text-xl); line-height: 1.3 }
            label { display: block; margin-bottom: var(--space-1); font-weight: 600 }
            input { box-sizing: border-box; width: 100%; height: var(--control); padding: 0 var(--space-2); font: var(--text-l) var(--font-mono);
              color: inherit; background: var(--surface); border: var(--hair) solid var(--control-line); border-radius: var(--radius) }
            input[aria-invalid] { border-color: var(--failed) }
            button, .button { box-sizing: border-box; display: block; width: 100%; height: var(--control); margin: var(--space-3) 0; cursor: pointer;
              font: 600 var(--text-l)/var(--control) var(--font-ui); text-align: center; text-decoration: none;
              color: var(--accent-ink); background: var(--accent); border: 0; border-radius: var(--radius) }
            .or { margin: var(--space-3) 0 }
            :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
            p { margin: var(--space-2) 0 0; color: var(--ink-2) }
            [role=alert] { color: var(--failed); font-weight: 600 }
            code { font: var(--text-m) var(--font-mono); overflow-wrap: anywhere }

    """;

    /// <summary>True when a person follows a link or types an address; false for programs and for requests made by pages.</summary>
    public static bool IsWantedBy(HttpRequest request)
        => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <param name="returnTo">Target after the login; a path that is not local is ignored.</param>
    /// <param name="problem">The error of the previous attempt; null for the first.</param>
    /// <param name="isOfToken">False when the attempt was at the identity provider.</param>
    public static Task WriteAsync(HttpContext context, int status, string? returnTo, string? problem, bool isOfToken = true)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        // With "no-referrer" browsers send "Origin: null" with a form, and the origin check would fail.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return WriteHtmlAsync(context, Html(LocalAddress.OrHome(returnTo), problem, isOfToken, context.RequestServices.GetService<IdentityProviderSettings>()));
    }

    /// <summary>A page that only requests the same address again, as a same-site request.</summary>
    public static Task WriteBounceAsync(HttpContext context)
    {
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        var address = Encode(LocalAddress.OrHome(context.Request.Path + context.Request.QueryString));
        return WriteHtmlAsync(context, $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Process Lifecycle Dashboard</title><meta http-equiv="refresh" content="0;url={address}"></head>
            <body><p><a href="{address}">Continue</a></p></body>
            </html>

            """);
    }

    private static Task WriteHtmlAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Alert(string? problem) => problem is null ? "" : $"<p id=\"problem\" role=\"alert\">{Encode(problem)}</p>";

    private static string ProviderLink(IdentityProviderSettings? provider, string returnTo) => provider is null ? "" : $"""
        <a class="button" href="{ProviderSetup.StartPath}?{LoginEndpoints.ReturnField}={Encode(Uri.EscapeDataString(returnTo))}">Sign in at {Encode(provider.Host)}</a>
              <p class="or">or with the token</p>
        """;

    private static string Html(string returnTo, string? problem, bool isOfToken, IdentityProviderSettings? provider) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Sign in · Process Lifecycle Dashboard</title>
          <link rel="stylesheet" href="/css/tokens.css">
          <link rel="icon" href="/img/favicon.svg" type="image/svg+xml">
          <style>{{Style}}</style>
          <script src="/js/theme.js"></script>
        </head>
        <body class="login">
          <main>
            <h1>Process Lifecycle Dashboard</h1>
            {{(isOfToken ? "" : Alert(problem))}}
            {{ProviderLink(provider, returnTo)}}
            <form method="post" action="{{LoginEndpoints.Path}}">
              <label for="token">Token</label>
              <input id="token" name="{{LoginEndpoints.TokenField}}" type="password" autocomplete="current-password" required autofocus
                spellcheck="false" aria-describedby="{{(problem is null || !isOfToken ? "where" : "problem where")}}"{{(problem is null || !isOfToken ? "" : " aria-invalid=\"true\"")}}>
              {{(isOfToken ? Alert(problem) : "")}}
              <input type="hidden" name="{{LoginEndpoints.ReturnField}}" value="{{Encode(returnTo)}}">
              <button type="submit">Sign in</button>
              <p id="where">The program printed it when it started, at the end of the address:
                <code>…/login?t=TOKEN</code>. <code>dashboard token</code> prints it again where data is kept.</p>
            </form>
          </main>
        </body>
        </html>

        """;
}
