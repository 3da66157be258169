using Dashboard.Server.Hosting.Data;

namespace Dashboard.Server.Security;

/// <summary>
/// The session's cookie. Cookies are shared by all ports of a host, so each instance uses its own name: two dashboards on
/// one host do not log each other out.
/// </summary>
internal sealed class SessionCookie(DataDirectory data)
{
    public string Name { get; } = $"dashboard-{data.InstanceId}";

    public string? Read(HttpRequest request) => request.Cookies[Name];

    public void Write(HttpContext context, string value)
    {
        var options = Options(context);
        options.MaxAge = Sessions.Span;
        context.Response.Cookies.Append(Name, value, options);
    }

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    };
}
